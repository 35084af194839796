import type { ApplicationRecord, ArchivedRecord, ContactRecord, OpportunityRecord, PostingRecord } from "../data.js";
import { pipelineHistory } from "./pipeline-history.js";
import { type SeededRandom, uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";
import { STAGES } from "./stages.js";

/** What is told of a candidacy; the rest follows from it. */
export interface Candidacy {
  /** Ids are made from it. */
  readonly name: string;
  readonly contact: ContactRecord;
  /** Null: for no posting, and so without an application. */
  readonly posting: PostingRecord | null;
  readonly origin: string;
  readonly stage: string;
  /** Epoch milliseconds of its beginning and of what happened last. */
  readonly createdAt: number;
  readonly endedAt: number;
  readonly owner: string | null;
  readonly sourcedBy?: string | null;
  readonly followers?: readonly string[];
  readonly sources: readonly string[];
  readonly tags: readonly string[];
  readonly archived?: ArchivedRecord | null;
  readonly snoozedUntil?: number | null;
  readonly updatedAt?: number | null;
}

/** Adds an opportunity and, where there is a posting, its application. */
export function addCandidacy({ data }: SeedContext, candidacy: Candidacy, random: SeededRandom): OpportunityRecord {
  const { posting } = candidacy;
  const opportunity = opportunityOf(candidacy, random);
  if (posting !== null) {
    const application = applicationOf(opportunity.id, posting, candidacy);
    opportunity.applications.push(application.id);
    add(data.applications, application);
  }
  add(data.opportunities, opportunity);
  return opportunity;
}

const DEFAULTS = { sourcedBy: null, snoozedUntil: null, archived: null };

function opportunityOf(candidacy: Candidacy, random: SeededRandom): OpportunityRecord {
  const { name, contact, posting, stage, origin, createdAt, endedAt, owner, tags, sources } = candidacy;
  const { sourcedBy, snoozedUntil, archived } = { ...DEFAULTS, ...candidacy };
  const { followers = owner === null ? [] : [owner], updatedAt = Math.max(endedAt, archived?.archivedAt ?? 0) } =
    candidacy;
  const start = { from: firstStage(stage, origin), to: stage, createdAt, endedAt };
  const startedBy = origin === "applied" ? null : owner;
  return {
    id: uuidOf(`opportunity ${name}`),
    contact: contact.id,
    ...pipelineHistory({ ...start, startedBy, movedBy: owner }, random),
    ...{ sourcedBy, archived, snoozedUntil, origin, owner, createdAt, updatedAt },
    tags: [...tags],
    sources: [...sources],
    followers: [...followers],
    applications: [],
    lastInteractionAt: endedAt,
    isAnonymized: false,
    ...fromPosting(posting),
  };
}

/** Leads and those who were sourced start as leads, the others as applicants. */
function firstStage(stage: string, origin: string): string {
  const isLead = stage.startsWith("lead-") || (origin === "sourced" && stage !== STAGES.newApplicant.id);
  return isLead ? STAGES.newLead.id : STAGES.newApplicant.id;
}

/**
 * What an opportunity has from its posting. Lever docs, "Create an opportunity": its single location, "unspecified" for
 * several; "Confidential data": it is confidential where the posting is.
 */
function fromPosting(
  posting: PostingRecord | null,
): Pick<OpportunityRecord, "confidentiality" | "opportunityLocation"> {
  if (posting === null) return { confidentiality: "non-confidential" };
  const { confidentiality, categories } = posting;
  const [location, ...others] = categories.allLocations;
  if (location === undefined) return { confidentiality };
  return { confidentiality, opportunityLocation: others.length > 0 ? "unspecified" : location };
}

const APPLICATION_TYPES: Readonly<Record<string, ApplicationRecord["type"]>> = {
  applied: "posting",
  agency: "posting",
  referred: "referral",
};

function applicationOf(opportunityId: string, posting: PostingRecord, candidacy: Candidacy): ApplicationRecord {
  const { name, contact, origin, owner, createdAt, archived } = candidacy;
  const type = APPLICATION_TYPES[origin] ?? "user";
  return {
    id: uuidOf(`application ${name}`),
    ...{ opportunityId, createdAt, type },
    posting: posting.id,
    postingOwner: posting.owner,
    postingHiringManager: posting.hiringManager,
    user: type === "posting" ? null : owner,
    ...(type === "user" ? NOTHING_TYPED : typedBy(contact)),
    comments: type === "posting" ? "I like robots that clean up after themselves." : null,
    archived: archived ?? null,
    requisitionForHire: null,
  };
}

type Typed = Pick<ApplicationRecord, "name" | "email" | "company" | "phone" | "links">;

/** Of an application that a user of Lever's made. */
const NOTHING_TYPED: Typed = { name: null, email: null, company: null, phone: null, links: null };

const SCHOOL = /Universit|College|ETH |TU |大学/;

/** The first of the previous employers and schools that is no school. */
function companyIn(headline: string | null): string | null {
  return headline?.split(", ").find((part) => part !== "" && !SCHOOL.test(part)) ?? null;
}

/** What the person has typed into the form. */
function typedBy({ name, emails, headline, phones, links }: ContactRecord): Typed {
  return { name, email: emails[0] ?? null, company: companyIn(headline), phone: phones[0] ?? null, links: [...links] };
}
