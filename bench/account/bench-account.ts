import { emptyData, type OpportunityRecord, type SandboxData } from "../../sandbox/data.js";
import type { SandboxKey } from "../../sandbox/keys.js";
import { ALL_NAMES } from "../../sandbox/permissions.js";
import { seedDocuments } from "../../sandbox/seed/parts/documents.js";
import { seedInterviews } from "../../sandbox/seed/parts/interviews.js";
import { seedNotes } from "../../sandbox/seed/parts/notes.js";
import { drawsOf, type PartPlan } from "../../sandbox/seed/parts/part-draw.js";
import { uuidOf } from "../../sandbox/seed/random.js";
import { add, rowsOf } from "../../sandbox/seed/seed-context.js";
import { seedTemplates } from "../../sandbox/seed/templates.js";
import { benchCandidacy } from "./candidacies.js";
import { benchPostings, benchStages, benchUsers } from "./reference-data.js";
import { type AccountSize, SIZES } from "./sizes.js";

/** The key of the benchmark's account: it may do everything, so that no permission is in the way of an operation. */
export const BENCH_KEY: SandboxKey = {
  apiKey: "lever-sandbox-bench-key-w2Lq",
  name: "Benchmark",
  permissions: ALL_NAMES,
  confidential: true,
};

/** What the one opportunity that is shown in detail has. */
const DETAIL: PartPlan = { resumes: 1, files: 2, notes: 5, panels: 2, profileForms: 0, offers: 0, referrals: 0 };

/**
 * The benchmark's Lever account: the same every time, and regular, so that the fewest requests an operation can cost
 * follow from it by a formula. Of another size it has more or fewer opportunities, and the same of everything else.
 */
export function seedBenchAccount(now: number, size: AccountSize = SIZES): SandboxData {
  const data = emptyData("bench");
  const context = { data, now };
  data.keys.set(BENCH_KEY.apiKey, BENCH_KEY);
  add(data.stages, ...benchStages());
  add(data.archiveReasons, { id: uuidOf("bench reason"), text: "Withdrew", type: "non-hired", status: "active" });
  add(data.users, ...benchUsers(now));
  add(data.postings, ...benchPostings(rowsOf(data.users), now));
  seedTemplates(context);
  for (let number = 0; number < size.activeOpportunities + size.archivedOpportunities; number++) {
    const isArchived = number >= size.activeOpportunities;
    const { contact, opportunity, application } = benchCandidacy(number, isArchived, data, now);
    add(data.contacts, contact);
    add(data.opportunities, opportunity);
    add(data.applications, application);
  }
  const detailed = newestRows(data)[0]?.id;
  for (const draw of drawsOf(context).filter(({ opportunity }) => opportunity.id === detailed)) {
    seedDocuments(draw, DETAIL);
    seedNotes(draw, DETAIL);
    seedInterviews(draw, DETAIL);
  }
  return data;
}

/** The rows of the first page: the newest ones, newest first, as Lever lists them. */
export function newestRows({ opportunities }: SandboxData): readonly OpportunityRecord[] {
  return newestFirst(opportunities).slice(0, SIZES.rows);
}

/** As many rows as a page has, spread over all of them: each page of the list holds a few, the last one too. */
export function scatteredRows({ opportunities }: SandboxData): readonly OpportunityRecord[] {
  const all = newestFirst(opportunities);
  const step = Math.floor(all.length / SIZES.rows);
  return all.filter((_, place) => place % step === 0).slice(0, SIZES.rows);
}

function newestFirst(opportunities: SandboxData["opportunities"]): readonly OpportunityRecord[] {
  return [...opportunities.values()].sort((one, other) => other.createdAt - one.createdAt);
}
