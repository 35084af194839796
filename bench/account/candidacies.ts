import type {
  ApplicationRecord,
  ContactRecord,
  OpportunityRecord,
  PostingRecord,
  SandboxData,
} from "../../sandbox/data.js";
import { uuidOf } from "../../sandbox/seed/random.js";
import { rowsOf } from "../../sandbox/seed/seed-context.js";
import { DAY_MS } from "../../sandbox/seed/time-spans.js";
import { SIZES } from "./sizes.js";

const MINUTE_MS = 60_000;

/** A person, their candidacy and its application. */
export interface Candidacy {
  readonly contact: ContactRecord;
  readonly opportunity: OpportunityRecord;
  readonly application: ApplicationRecord;
}

/** The `number`th newest candidacy; everybody has one. */
export function benchCandidacy(number: number, isArchived: boolean, data: SandboxData, now: number): Candidacy {
  const contact = contactOf(number);
  const posting = postingFor(number, rowsOf(data.postings));
  const applicationId = uuidOf(`bench application ${number}`);
  const opportunity = opportunityOf(number, { contact, posting, applicationId, isArchived, data, now });
  return { contact, opportunity, application: applicationOf(applicationId, opportunity, contact, posting) };
}

function contactOf(number: number): ContactRecord {
  return {
    id: uuidOf(`bench contact ${number}`),
    name: `Candidate ${number + 1}`,
    headline: "Acme, Initech",
    location: "Berlin",
    emails: [`candidate${number + 1}@example.test`],
    phones: [],
    links: [`https://www.linkedin.com/in/bench-candidate-${number + 1}`],
    isAnonymized: false,
    dataProtection: null,
  };
}

/** The newest rows share a few postings from both pages of the list; the older ones have them all by turns. */
function postingFor(number: number, postings: readonly PostingRecord[]): PostingRecord {
  const step = Math.floor(postings.length / SIZES.postingsOfNewestRows);
  const place = number < SIZES.rows ? (number % SIZES.postingsOfNewestRows) * step : number % postings.length;
  const posting = postings[place];
  if (posting === undefined) throw new RangeError("There are no postings");
  return posting;
}

interface Parts {
  readonly contact: ContactRecord;
  readonly posting: PostingRecord;
  readonly applicationId: string;
  readonly isArchived: boolean;
  readonly data: SandboxData;
  readonly now: number;
}

function opportunityOf(number: number, parts: Parts): OpportunityRecord {
  const { contact, posting, applicationId, isArchived, data, now } = parts;
  const stage = turnOf(number, data.stages);
  const owner = turnOf(number, data.users);
  // One a minute, so that the order of the list is the same every time.
  const createdAt = now - DAY_MS - number * MINUTE_MS;
  return {
    id: uuidOf(`bench opportunity ${number}`),
    ...{ contact: contact.id, stage, owner, createdAt, updatedAt: createdAt, lastInteractionAt: createdAt },
    stageChanges: [{ toStageId: stage, toStageIndex: number % data.stages.size, userId: owner, updatedAt: createdAt }],
    confidentiality: "non-confidential",
    archived: isArchived ? { reason: turnOf(number, data.archiveReasons), archivedAt: createdAt } : null,
    tags: ["Robotics"],
    sources: ["Careers site"],
    sourcedBy: null,
    origin: "applied",
    followers: [],
    applications: [applicationId],
    lastAdvancedAt: createdAt,
    snoozedUntil: null,
    isAnonymized: false,
    opportunityLocation: posting.categories.location ?? "unspecified",
  };
}

/** Ids by turns. */
function turnOf(number: number, rows: ReadonlyMap<string, unknown>): string {
  const id = [...rows.keys()][number % rows.size];
  if (id === undefined) throw new RangeError("There is nothing to take by turns");
  return id;
}

function applicationOf(
  id: string,
  opportunity: OpportunityRecord,
  contact: ContactRecord,
  posting: PostingRecord,
): ApplicationRecord {
  return {
    ...{ id, opportunityId: opportunity.id, createdAt: opportunity.createdAt, type: "posting" },
    ...{ posting: posting.id, postingOwner: posting.owner, postingHiringManager: null, user: null },
    ...{ name: contact.name, email: contact.emails[0] ?? null, company: "Acme", phone: null, links: contact.links },
    comments: null,
    archived: opportunity.archived,
    requisitionForHire: null,
  };
}
