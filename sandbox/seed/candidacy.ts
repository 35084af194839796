import type { ApplicationRecord, ArchivedRecord, ContactRecord, OpportunityRecord, PostingRecord } from "../data.js";
import { pipelineHistory } from "./pipeline-history.js";
import { type SeededRandom, uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";
import { STAGES } from "./stages.js";
import { DAY_MS } from "./time-spans.js";

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
export function addCandidacy(context: SeedContext, candidacy: Candidacy, random: SeededRandom): OpportunityRecord {
  const { name, contact, posting, origin, createdAt, endedAt, owner, archived = null } = candidacy;
  const id = uuidOf(`opportunity ${name}`);
  const application = posting === null ? null : applicationOf(id, posting, candidacy);
  const opportunity: OpportunityRecord = {
    id,
    contact: contact.id,
    ...pipelineHistory(
      {
        from: origin === "sourced" ? firstLeadStage(candidacy.stage) : firstStage(candidacy.stage),
        to: candidacy.stage,
        createdAt,
        endedAt,
        startedBy: origin === "applied" ? null : owner,
        movedBy: owner ?? posting?.owner ?? "",
      },
      random,
    ),
    confidentiality: posting?.confidentiality ?? "non-confidential",
    archived,
    tags: [...candidacy.tags],
    sources: [...candidacy.sources],
    sourcedBy: candidacy.sourcedBy ?? null,
    origin,
    owner,
    followers: [...(candidacy.followers ?? (owner === null ? [] : [owner]))],
    applications: application === null ? [] : [application.id],
    createdAt,
    updatedAt: candidacy.updatedAt === undefined ? Math.max(endedAt, archived?.archivedAt ?? 0) : candidacy.updatedAt,
    lastInteractionAt: endedAt,
    snoozedUntil: candidacy.snoozedUntil ?? null,
    isAnonymized: false,
    ...locationOf(posting),
  };
  add(context.data.opportunities, opportunity);
  if (application !== null) add(context.data.applications, application);
  return opportunity;
}

/** Where someone who comes by themselves starts; leads stay leads. */
function firstStage(stage: string): string {
  return stage.startsWith("lead-") ? firstLeadStage(stage) : STAGES.newApplicant.id;
}

function firstLeadStage(stage: string): string {
  return stage === STAGES.newApplicant.id ? stage : STAGES.newLead.id;
}

/** Lever docs, "Create an opportunity": the single location of the posting, "unspecified" for several. */
function locationOf(posting: PostingRecord | null): { readonly opportunityLocation?: string } {
  const locations = posting?.categories.allLocations ?? [];
  const [location] = locations;
  if (location === undefined) return {};
  return { opportunityLocation: locations.length > 1 ? "unspecified" : location };
}

const APPLICATION_TYPES: Readonly<Record<string, ApplicationRecord["type"]>> = {
  applied: "posting",
  agency: "posting",
  referred: "referral",
};

function applicationOf(opportunityId: string, posting: PostingRecord, candidacy: Candidacy): ApplicationRecord {
  const { name, contact, origin, owner, createdAt, archived = null } = candidacy;
  const type = APPLICATION_TYPES[origin] ?? "user";
  const isTyped = type !== "user";
  return {
    id: uuidOf(`application ${name}`),
    opportunityId,
    createdAt: isTyped ? createdAt : createdAt + DAY_MS / 24,
    type,
    posting: posting.id,
    postingOwner: posting.owner,
    postingHiringManager: posting.hiringManager,
    user: type === "posting" ? null : owner,
    name: isTyped ? contact.name : null,
    email: isTyped ? (contact.emails[0] ?? null) : null,
    company: isTyped ? (contact.headline ?? null) : null,
    phone: isTyped ? (contact.phones[0] ?? null) : null,
    links: isTyped ? [...contact.links] : null,
    comments: type === "posting" ? "I like robots that clean up after themselves." : null,
    archived,
    requisitionForHire: null,
  };
}
