import type { ContactRecord, PostingRecord } from "../data.js";
import { archiveReasonId } from "./archive-reasons.js";
import { addCandidacy, type Candidacy } from "./candidacy.js";
import { FEATURED_PEOPLE } from "./featured-people.js";
import { CONFIDENTIAL_POSTING_ID, FEATURED_POSTING_ID } from "./postings.js";
import { SeededRandom, uuidOf } from "./random.js";
import { add, rowsOf, type SeedContext } from "./seed-context.js";
import { STAGES } from "./stages.js";
import { DAY_MS } from "./time-spans.js";
import { RECRUITER_ID } from "./users.js";

type FeaturedName = (typeof FEATURED_PEOPLE)[number]["name"];

/** What differs from one featured candidacy to the next. */
interface Plan {
  readonly person: FeaturedName;
  readonly posting: "featured" | "confidential" | "other" | "none";
  readonly stage: string;
  readonly origin: string;
  readonly daysAgo: number;
  readonly archivedFor?: string;
  readonly tags?: readonly string[];
}

const PLANS: readonly Plan[] = [
  {
    person: "Priya Raman",
    posting: "featured",
    stage: STAGES.onsite.id,
    origin: "sourced",
    daysAgo: 40,
    tags: ["Robotics", "Silver medalist"],
  },
  {
    person: "Priya Raman",
    posting: "other",
    stage: STAGES.hiringManagerScreen.id,
    origin: "applied",
    daysAgo: 500,
    archivedFor: "Timing",
  },
  { person: "Priya Raman", posting: "other", stage: STAGES.newApplicant.id, origin: "applied", daysAgo: 2 },
  { person: "Mateo Álvarez", posting: "featured", stage: STAGES.recruiterScreen.id, origin: "referred", daysAgo: 12 },
  { person: "Mateo Álvarez", posting: "none", stage: STAGES.reachedOut.id, origin: "sourced", daysAgo: 200 },
  { person: "Chloë O'Brien", posting: "other", stage: STAGES.offer.id, origin: "applied", daysAgo: 70 },
  { person: "李娜", posting: "featured", stage: STAGES.responded.id, origin: "sourced", daysAgo: 20 },
  {
    person: "Jonas Weber",
    posting: "other",
    stage: STAGES.hired.id,
    origin: "university",
    daysAgo: 150,
    archivedFor: "Hired",
  },
  { person: "Aisha Okafor", posting: "confidential", stage: STAGES.onsite.id, origin: "sourced", daysAgo: 30 },
];

/** How many opportunities the featured people have together. */
export const FEATURED_OPPORTUNITIES = PLANS.length;

/** Adds the featured people and their opportunities. */
export function seedFeaturedCandidacies(context: SeedContext): void {
  const random = new SeededRandom("nimbus featured");
  const contacts = new Map(FEATURED_PEOPLE.map((person) => [person.name, contactOf(person)]));
  add(context.data.contacts, ...contacts.values());
  for (const [number, plan] of PLANS.entries()) {
    const contact = contacts.get(plan.person);
    if (contact !== undefined) addCandidacy(context, candidacyOf(number, plan, contact, context), random);
  }
}

function contactOf(person: (typeof FEATURED_PEOPLE)[number]): ContactRecord {
  return {
    id: uuidOf(`nimbus featured contact ${person.name}`),
    name: person.name,
    headline: person.headline,
    location: person.location,
    emails: [...person.emails],
    phones: [{ type: "mobile", value: "+1 415 555 0100" }],
    links: [...person.links],
    isAnonymized: false,
    dataProtection: null,
  };
}

function candidacyOf(number: number, plan: Plan, contact: ContactRecord, context: SeedContext): Candidacy {
  const createdAt = context.now - plan.daysAgo * DAY_MS;
  const endedAt = context.now - Math.floor((plan.daysAgo * DAY_MS) / 4);
  const { stage, origin, archivedFor, tags = [] } = plan;
  return {
    name: `nimbus featured ${number}`,
    ...{ contact, stage, origin, createdAt, endedAt, tags },
    posting: postingOf(plan.posting, number, context),
    owner: RECRUITER_ID,
    sourcedBy: origin === "sourced" ? RECRUITER_ID : null,
    sources: origin === "sourced" ? ["Findem"] : ["Careers site"],
    archived: archivedFor === undefined ? null : { reason: archiveReasonId(archivedFor), archivedAt: endedAt },
  };
}

function postingOf(which: Plan["posting"], number: number, { data }: SeedContext): PostingRecord | null {
  if (which === "none") return null;
  if (which === "featured") return data.postings.get(FEATURED_POSTING_ID) ?? null;
  if (which === "confidential") return data.postings.get(CONFIDENTIAL_POSTING_ID) ?? null;
  const others = rowsOf(data.postings).filter(
    ({ id, state, confidentiality }) =>
      id !== FEATURED_POSTING_ID && state === "published" && confidentiality === "non-confidential",
  );
  return others[number] ?? null;
}
