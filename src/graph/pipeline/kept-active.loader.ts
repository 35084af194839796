import type { ConnectionScope } from "../../context/connection-scope.js";
import { LeverError } from "../../lever/errors.js";
import { PAGE_ROWS } from "../../lever/query.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import { changesSince, seesDepartures } from "./changed-rows.loader.js";
import { type ActiveRow, keepRows, type KeptRows, rowsIn, withChanges } from "./kept-rows.js";

/**
 * Rows by what they were asked for; survives writes, which change rows that the next look sees. A webhook that tells of a
 * deletion takes them away: a key that may not list deletions sees none.
 */
const KIND = "counted-candidate";

/** When rows were last looked at; a write takes it away. */
const LOOK_KIND = "opportunity-look";

/**
 * After so long everything is read anew, milliseconds, for what no look has told: sooner where rows may go unseen.
 */
const READ_ANEW_MS = { told: 60 * 60_000, blind: 5 * 60_000 };

/** Fewer pages are read again sooner than their changes. */
const LEAST_PAGES = 3;

/** A look of more pages than this share of all of them is given up: it would cost about as much. */
const MOST_SHARE = 1 / 2;

/** So long after the last look its rows stand in while Lever can't be asked, milliseconds. */
const STANDS_IN_MS = 5 * 60_000;

const LEVER_IS_AWAY: ReadonlySet<string> = new Set(["UNAVAILABLE", "RATE_LIMITED"]);

/** Which rows were kept: Lever's ids of the stages that they are in; null: all. */
export type KeptStages = readonly string[] | null;

/** Active rows as they were at the last look. */
interface KeptActive {
  readonly kept: KeptRows;
  /** Milliseconds since the Unix epoch, both. */
  readonly walkedAt: number;
  readonly lookedAt: number;
}

/**
 * The active opportunities in those stages, from what is kept: as they are within the age of rows, else brought up to
 * date by what changed since. Null where all has to be read.
 * @throws LeverError
 */
export async function activeAsKept(scope: ConnectionScope, stages: KeptStages): Promise<readonly ActiveRow[] | null> {
  for (const its of stages === null ? [null] : [null, stages]) {
    const active = await keptUnder(scope, its);
    if (active) return upToDate(scope, its, active);
  }
  return null;
}

/** Keeps what a walk to the end has read. `lookedAt`: when its first page was read. */
export async function keepActive(
  scope: ConnectionScope,
  stages: KeptStages,
  rows: readonly ActiveRow[],
  lookedAt: number,
): Promise<void> {
  if (pagesOf(rows) < LEAST_PAGES) return;
  await keep(scope, stages, { kept: keepRows(rows), walkedAt: lookedAt, lookedAt });
}

async function upToDate(
  scope: ConnectionScope,
  stages: KeptStages,
  active: KeptActive,
): Promise<readonly ActiveRow[] | null> {
  const rows = rowsIn(active.kept);
  if (await isLookFresh(scope, stages, active)) return rows;
  const mostPages = Math.max(1, Math.floor(pagesOf(rows) * MOST_SHARE));
  const since = await changesSince(scope, active.lookedAt, mostPages).catch((error: unknown) => {
    if (!canStandIn(scope, active, error)) throw error;
    scope.servedStale(active.lookedAt);
    return "away" as const;
  });
  if (since === "away") return rows;
  if (since === null) return null;
  const isWithin = within(stages);
  const changes = [...since.changes].map(
    ([id, row]) => [id, row && isWithin(row.stageExternalId) ? row : null] as const,
  );
  const present = withChanges(rows, new Map(changes));
  await keep(scope, stages, { kept: keepRows(present), walkedAt: active.walkedAt, lookedAt: since.lookedAt });
  return present;
}

function canStandIn({ clock }: ConnectionScope, { lookedAt }: KeptActive, error: unknown): boolean {
  const isAway = error instanceof LeverError && LEVER_IS_AWAY.has(error.code);
  return isAway && clock.epochMs() - lookedAt < STANDS_IN_MS;
}

async function keptUnder(scope: ConnectionScope, stages: KeptStages): Promise<KeptActive | null> {
  const [entry] = await scope.lever.entities.getMany<KeptActive>(KIND, [keyOf(stages)]);
  if (!entry) return null;
  const anewMs = (await seesDepartures(scope)) ? READ_ANEW_MS.told : READ_ANEW_MS.blind;
  return scope.clock.epochMs() - entry.value.walkedAt < anewMs ? entry.value : null;
}

async function isLookFresh({ lever }: ConnectionScope, stages: KeptStages, { lookedAt }: KeptActive): Promise<boolean> {
  const [look] = await lever.entities.getMany<number>(LOOK_KIND, [keyOf(stages)]);
  return look?.value === lookedAt;
}

async function keep({ lever }: ConnectionScope, stages: KeptStages, active: KeptActive): Promise<void> {
  const { lookedAt: fetchedAt } = active;
  await Promise.all([
    lever.entities.setMany(KIND, [[keyOf(stages), { value: active, fetchedAt }]], READ_ANEW_MS.told),
    lever.entities.setMany(LOOK_KIND, [[keyOf(stages), { value: fetchedAt, fetchedAt }]], OPPORTUNITY_MAX_AGE_MS),
  ]);
}

function within(stages: KeptStages): (stageId: string) => boolean {
  if (stages === null) return () => true;
  const wanted = new Set(stages);
  return (stageId) => wanted.has(stageId);
}

function pagesOf(rows: readonly unknown[]): number {
  return Math.ceil(rows.length / PAGE_ROWS);
}

function keyOf(stages: KeptStages): string {
  return stages === null ? "all" : [...stages].sort().join(" ");
}
