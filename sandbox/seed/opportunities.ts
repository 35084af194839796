import type { ArchivedRecord, ContactRecord, PostingRecord } from "../data.js";
import { archiveReasonId } from "./archive-reasons.js";
import { addCandidacy, type Candidacy } from "./candidacy.js";
import { type SeededRandom } from "./random.js";
import { rowsOf, type SeedContext } from "./seed-context.js";
import { STAGES } from "./stages.js";
import { DAY_MS, YEAR_MS } from "./time-spans.js";

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  sourced: ["Findem", "LinkedIn", "GitHub", "ICRA 2025"],
  applied: ["Careers site", "Indeed", "LinkedIn", "Hacker News"],
  referred: ["Referral"],
  agency: ["Agency: TalentForge"],
  internal: ["Internal mobility"],
  university: ["Campus fair", "ETH Zürich"],
};
const ORIGINS = [
  ["sourced", 40],
  ["applied", 40],
  ["referred", 9],
  ["agency", 5],
  ["university", 4],
  ["internal", 2],
] as const;
const STAGE_WEIGHTS = [
  [STAGES.newLead.id, 20],
  [STAGES.reachedOut.id, 15],
  [STAGES.responded.id, 8],
  [STAGES.newApplicant.id, 22],
  [STAGES.recruiterScreen.id, 13],
  [STAGES.hiringManagerScreen.id, 8],
  [STAGES.onsite.id, 6],
  [STAGES.referenceCheck.id, 2],
  [STAGES.offer.id, 2],
  [STAGES.hired.id, 4],
] as const;
const NON_HIRED = [
  "Underqualified",
  "Unresponsive",
  "Withdrew",
  "Accepted another job",
  "Offer declined",
  "Culture fit",
];
const TAGS = [
  "Robotics",
  "C++",
  "ROS 2",
  "Perception",
  "Silver medalist",
  "Relocation",
  "Überflieger",
  "R&D, hardware",
];

/** What opportunities are drawn from. */
export interface Draw {
  readonly context: SeedContext;
  readonly contacts: readonly ContactRecord[];
  readonly random: SeededRandom;
}

/** Adds so many opportunities; each contact gets one before any gets a second. */
export function seedOpportunities({ context, contacts, random }: Draw, count: number): void {
  const owners = rowsOf(context.data.users).map(({ id }) => id);
  const all = rowsOf(context.data.postings);
  const open = all.filter(({ confidentiality }) => confidentiality === "non-confidential");
  const confidential = all.filter(({ confidentiality }) => confidentiality === "confidential");
  for (let number = 0; number < count; number++) {
    const contact = contacts[number] ?? random.pick(contacts);
    const posting = random.weighted([
      [random.pick(open), 82],
      [random.pick(confidential), 3],
      [null, 15],
    ]);
    const candidacy = candidacyOf(`nimbus ${number}`, contact, posting, { owners, now: context.now, random });
    const opportunity = addCandidacy(context, candidacy, random);
    const application = context.data.applications.get(opportunity.applications[0] ?? "");
    // Now and then the application alone is archived.
    if (application?.archived === null && random.chance(0.01)) {
      application.archived = { reason: archiveReasonId("Position closed"), archivedAt: candidacy.endedAt };
    }
  }
}

interface Chances {
  readonly owners: readonly string[];
  readonly now: number;
  readonly random: SeededRandom;
}

function candidacyOf(name: string, contact: ContactRecord, posting: PostingRecord | null, chances: Chances): Candidacy {
  const { owners, now, random } = chances;
  const origin = posting === null ? "sourced" : random.weighted(ORIGINS);
  const stage = random.weighted(STAGE_WEIGHTS);
  const createdAt = createdAtOf(now, random);
  const endedAt = createdAt + Math.floor(random.fraction() * Math.min(now - createdAt, 60 * DAY_MS));
  const archived = archivedOf(stage, endedAt, chances);
  const owner = random.chance(0.9) ? random.pick(owners) : null;
  return {
    ...{ name, contact, posting, origin, stage, createdAt, endedAt, owner, archived },
    sourcedBy: origin === "sourced" ? random.pick(owners) : null,
    followers: random.sample(owners, random.integer(0, 3)),
    ...sourcesAndTags(origin, posting, random),
    snoozedUntil: archived === null && random.chance(0.05) ? now + random.integer(-20, 60) * DAY_MS : null,
    // Old ones that nobody has touched since have none.
    ...(createdAt < now - 3 * YEAR_MS && random.chance(0.5) ? { updatedAt: null } : {}),
  };
}

function sourcesAndTags(
  origin: string,
  posting: PostingRecord | null,
  random: SeededRandom,
): Pick<Candidacy, "sources" | "tags"> {
  const count = random.weighted([[0, 1] as const, [1, 8] as const, [2, 1] as const]);
  return {
    sources: random.sample(SOURCES[origin] ?? [], count),
    tags: [...new Set([...random.sample(TAGS, random.integer(0, 2)), ...(posting?.tags ?? [])])],
  };
}

/** Over four years, more of the recent ones; some came in one import and have the same time. */
function createdAtOf(now: number, random: SeededRandom): number {
  const ageMs = Math.floor(random.fraction() ** 2 * 4 * YEAR_MS) + DAY_MS / 24;
  return now - (random.chance(0.03) ? Math.ceil(ageMs / (30 * DAY_MS)) * 30 * DAY_MS : ageMs);
}

function archivedOf(stage: string, endedAt: number, { now, random }: Chances): ArchivedRecord | null {
  if (stage !== STAGES.hired.id && !random.chance(0.33)) return null;
  const hired = random.pick(["Hired", "Hired", "Hired as contractor"]);
  const reason = stage === STAGES.hired.id ? hired : random.pick(NON_HIRED);
  return { reason: archiveReasonId(reason), archivedAt: Math.min(now, endedAt + random.integer(0, DAY_MS)) };
}
