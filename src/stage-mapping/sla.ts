import type { FindemStageRecord } from "../store/store.js";

const DAY_MS = 24 * 60 * 60_000;

/** From this share of its time on, a candidacy is due soon. */
const DUE_SOON_SHARE = 3 / 4;

/** PAUSED: snoozed until a time still to come. DUE_SOON: in the last quarter of its time. BREACHED: from the due instant on. */
export type SlaStatus = "BREACHED" | "DUE_SOON" | "ON_TRACK" | "PAUSED";

/** A move to a stage of Lever's. */
export interface StageChange {
  readonly stageExternalId: string;
  readonly changedAt: number;
}

/** What the clock needs of a candidacy. Times are milliseconds since the Unix epoch. */
export interface Candidacy {
  /** The stage of Lever's that it is in, or was in when it was archived. */
  readonly stageExternalId: string;
  /** In any order; may be incomplete, or none. */
  readonly stageChanges: readonly StageChange[];
  readonly lastAdvancedAt: number | null;
  readonly createdAt: number;
  readonly snoozedUntil: number | null;
  /** Null while it is active. */
  readonly archive: object | null;
}

/** How long a candidacy has been in its Findem stage, against the days set there. */
export interface Sla {
  readonly slaDays: number;
  /** Milliseconds since the Unix epoch, both. */
  readonly enteredAt: number;
  readonly dueAt: number;
  readonly status: SlaStatus;
  /** Never below 0, though Lever's clock may be ahead of ours. */
  readonly daysInStage: number;
}

/**
 * When a candidacy came into its Findem stage, which holds the stages `stageIds` and so its present one: the earliest
 * of the changes that led into them since it was last elsewhere. Moves between these stages don't restart it, leaving
 * them and coming back does. Two changes of one millisecond have no order that Lever tells: the one into the Findem
 * stage counts as the later.
 *
 * Where the changes don't tell: when it came into its present stage (`lastAdvancedAt`), else when it was created; but
 * never before it was last elsewhere.
 */
export function enteredAt(stageIds: readonly string[], candidacy: Candidacy): number {
  const { stageChanges, lastAdvancedAt, createdAt } = candidacy;
  const elsewhereAt = lastElsewhereAt(stageIds, stageChanges);
  const cameAt = firstWithinAt(stageIds, stageChanges, elsewhereAt);
  return cameAt === Infinity ? Math.max(lastAdvancedAt ?? createdAt, elsewhereAt) : cameAt;
}

/** The last change to another stage; -Infinity where none is known. */
function lastElsewhereAt(stageIds: readonly string[], changes: readonly StageChange[]): number {
  let lastAt = -Infinity;
  for (const { stageExternalId, changedAt } of changes) {
    if (changedAt > lastAt && !stageIds.includes(stageExternalId)) lastAt = changedAt;
  }
  return lastAt;
}

/** The first change to one of the stages from `since` on; Infinity where none is known. */
function firstWithinAt(stageIds: readonly string[], changes: readonly StageChange[], since: number): number {
  let firstAt = Infinity;
  for (const { stageExternalId, changedAt } of changes) {
    if (changedAt >= since && changedAt < firstAt && stageIds.includes(stageExternalId)) firstAt = changedAt;
  }
  return firstAt;
}

/**
 * Where a candidacy stands at `now`; null where its Findem stage has no SLA or there is none, and for an archived one.
 */
export function slaOf(stage: FindemStageRecord | null | undefined, candidacy: Candidacy, now: number): Sla | null {
  if (!stage || stage.slaDays === null || candidacy.archive !== null) return null;
  const { slaDays, stageIds } = stage;
  const since = enteredAt(stageIds, candidacy);
  return {
    slaDays,
    enteredAt: since,
    dueAt: since + slaDays * DAY_MS,
    status: statusAt(now, { since, spanMs: slaDays * DAY_MS, snoozedUntil: candidacy.snoozedUntil }),
    daysInStage: Math.max(0, now - since) / DAY_MS,
  };
}

function statusAt(
  now: number,
  {
    since,
    spanMs,
    snoozedUntil,
  }: { readonly since: number; readonly spanMs: number; readonly snoozedUntil: number | null },
): SlaStatus {
  if (snoozedUntil !== null && snoozedUntil > now) return "PAUSED";
  if (now >= since + spanMs) return "BREACHED";
  return now >= since + spanMs * DUE_SOON_SHARE ? "DUE_SOON" : "ON_TRACK";
}
