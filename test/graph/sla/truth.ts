import type { OpportunityRecord, SandboxData } from "../../../sandbox/data.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { SeededRandom } from "../../lever/seeded-random.js";
import type { As, TestSubgraph } from "../../support/subgraph.js";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** A Findem stage of the test's mapping. */
export interface Group {
  readonly name: string;
  readonly stages: readonly string[];
  readonly slaDays: number | null;
}

/** Two of several stages with an SLA, one without, and stages that none holds. */
export const GROUPS: readonly Group[] = [
  { name: "New", stages: [STAGES.newApplicant.id], slaDays: 2 },
  { name: "Leads", stages: [STAGES.newLead.id, STAGES.reachedOut.id], slaDays: null },
  {
    name: "Talks",
    stages: [STAGES.recruiterScreen.id, STAGES.hiringManagerScreen.id, STAGES.onsite.id],
    slaDays: 4,
  },
  { name: "Empty", stages: [], slaDays: 1 },
];

export const INBOUND: readonly string[] = [STAGES.newApplicant.id, STAGES.responded.id];

/** What a mapping is saved with. */
export interface Mapping {
  readonly groups?: readonly (Group & { readonly id?: string })[];
  readonly inbound?: readonly string[];
  readonly version?: number;
}

/** A mapping as an input of `saveStageMapping`. */
export function mappingInput(connectionId: string, { groups = GROUPS, inbound = INBOUND, version = 0 }: Mapping = {}) {
  const ids = (stages: readonly string[]): string[] => stages.map((stage) => `${connectionId}.${stage}`);
  return {
    connectionId,
    expectedVersion: version,
    inboundStageIds: ids(inbound),
    advanceExcludedStageIds: [],
    rejectExcludedReasonIds: [],
    findemStages: groups.map(({ id, name, stages, slaDays }) => ({
      ...(id === undefined ? {} : { id }),
      ...{ name, slaDays, stageIds: ids(stages) },
    })),
  };
}

/** Saves a mapping; answers with the ids of its Findem stages, by their names. */
export async function saveMapping(graph: TestSubgraph, connectionId: string, mapping: Mapping = {}, as: As = {}) {
  const { data } = await graph.query(
    `mutation ($input: SaveStageMappingInput!) { saveStageMapping(input: $input) {
      stageMapping { findemStages { id name } } userErrors { code path } } }`,
    { input: mappingInput(connectionId, mapping) },
    as,
  );
  const { stageMapping, userErrors } = data.saveStageMapping;
  if (!stageMapping || userErrors.length > 0) throw new Error(`Not saved: ${JSON.stringify(userErrors)}`);
  const stages = stageMapping.findemStages as readonly { readonly id: string; readonly name: string }[];
  return new Map(stages.map(({ id, name }) => [name, id]));
}

/**
 * Gives every opportunity a way through the stages of the last few days, an hour away from every instant at which a
 * status changes: complete, cut off, without a time of the last advance, or none at all; some are snoozed.
 */
export function mixHistories({ opportunities }: SandboxData, seed: number): void {
  const random = new SeededRandom(seed);
  const now = Date.now();
  const stages = Object.values(STAGES).map(({ id }) => id);
  for (const row of opportunities.values()) {
    const times = Array.from({ length: random.below(5) }, () => now - (1 + 6 * random.below(40)) * HOUR).sort();
    row.stageChanges = times.map((updatedAt, place) => ({
      toStageId: place === times.length - 1 && random.chance(0.8) ? row.stage : random.pick(stages),
      ...{ toStageIndex: place, userId: null, updatedAt },
    }));
    row.lastAdvancedAt = random.chance(0.2) ? null : (times.at(-1) ?? now - (1 + 6 * random.below(40)) * HOUR);
    row.snoozedUntil = random.chance(0.2) ? now + (random.chance(0.5) ? DAY : -DAY) : null;
    if (random.chance(0.5)) row.stageChanges.reverse();
  }
}

export const groupOf = (row: OpportunityRecord, groups: readonly Group[] = GROUPS): Group | undefined =>
  groups.find(({ stages }) => stages.includes(row.stage));

/** When a row came into its group: one step back after the other. */
export function enteredAt(row: OpportunityRecord, { stages }: Group): number {
  const isIn = (stage: string): boolean => stages.includes(stage);
  const newestFirst = [...row.stageChanges].sort(
    (one, other) => other.updatedAt - one.updatedAt || Number(isIn(other.toStageId)) - Number(isIn(one.toStageId)),
  );
  let earliest: number | null = null;
  for (const { toStageId, updatedAt } of newestFirst) {
    if (!isIn(toStageId)) return earliest ?? Math.max(row.lastAdvancedAt ?? row.createdAt, updatedAt);
    earliest = updatedAt;
  }
  return earliest ?? row.lastAdvancedAt ?? row.createdAt;
}

/** The status of a row; null where it has no clock. */
export function statusOf(row: OpportunityRecord, groups: readonly Group[] = GROUPS): string | null {
  const group = groupOf(row, groups);
  if (!group || group.slaDays === null || row.archived !== null) return null;
  const now = Date.now();
  if (row.snoozedUntil !== null && row.snoozedUntil > now) return "PAUSED";
  const share = (now - enteredAt(row, group)) / (group.slaDays * DAY);
  return share >= 1 ? "BREACHED" : share >= 0.75 ? "DUE_SOON" : "ON_TRACK";
}

/** Rows counted as the graph counts them. */
export function countsOf(rows: readonly OpportunityRecord[]) {
  const statuses = rows.map((row) => statusOf(row));
  const having = (wanted: string): number => statuses.filter((status) => status === wanted).length;
  return { count: rows.length, dueSoon: having("DUE_SOON"), breached: having("BREACHED") };
}

/** The posting that a row applied to, while that application is active. */
export function postingOf({ applications }: SandboxData, row: OpportunityRecord): string | null {
  const application = applications.get(row.applications[0] ?? "");
  return application?.archived === null ? application.posting : null;
}

/** Ids in one order. */
export function sorted(ids: Iterable<string>): readonly string[] {
  return [...ids].sort();
}
