import type { Candidacy } from "../../stage-mapping/sla.js";

/** An active opportunity, as far as counting looks at it: nothing personal. */
export interface ActiveRow extends Candidacy {
  readonly externalId: string;
}

/** Rows in the form in which they are kept: thousands of them, so that each stage's id stands there once. */
export interface KeptRows {
  readonly stageIds: readonly string[];
  readonly rows: readonly KeptRow[];
}

/** Stages are places in `stageIds`; of stage changes, stage and time follow each other. */
type KeptRow = readonly [
  externalId: string,
  stage: number,
  createdAt: number,
  lastAdvancedAt: number | null,
  snoozedUntil: number | null,
  stageChanges: readonly number[],
];

/** What has changed since rows were kept, by id: the row as it is now; null where it is active no more, or not there. */
export type RowChanges = ReadonlyMap<string, ActiveRow | null>;

/** Brings rows into the form in which they are kept. */
export function keepRows(rows: Iterable<ActiveRow>): KeptRows {
  const places = new Map<string, number>();
  const placeOf = (stageId: string): number => {
    const known = places.get(stageId);
    if (known !== undefined) return known;
    places.set(stageId, places.size);
    return places.size - 1;
  };
  const kept = Array.from(rows, (row): KeptRow => [
    row.externalId,
    placeOf(row.stageExternalId),
    row.createdAt,
    row.lastAdvancedAt,
    row.snoozedUntil,
    row.stageChanges.flatMap(({ stageExternalId, changedAt }) => [placeOf(stageExternalId), changedAt]),
  ]);
  return { stageIds: [...places.keys()], rows: kept };
}

/** The rows that were kept. */
export function rowsIn({ stageIds, rows }: KeptRows): readonly ActiveRow[] {
  return rows.map(([externalId, stage, createdAt, lastAdvancedAt, snoozedUntil, changes]) => ({
    externalId,
    stageExternalId: stageIds[stage] ?? "",
    stageChanges: changesIn(changes, stageIds),
    ...{ createdAt, lastAdvancedAt, snoozedUntil },
    archive: null,
  }));
}

function changesIn(changes: readonly number[], stageIds: readonly string[]): Candidacy["stageChanges"] {
  return Array.from({ length: changes.length / 2 }, (_, index) => ({
    stageExternalId: stageIds[changes[2 * index] ?? -1] ?? "",
    changedAt: changes[2 * index + 1] ?? 0,
  }));
}

/** The rows as they are after the changes. */
export function withChanges(rows: readonly ActiveRow[], changes: RowChanges): readonly ActiveRow[] {
  const byId = new Map(rows.map((row) => [row.externalId, row]));
  for (const [id, row] of changes) {
    if (row) byId.set(id, row);
    else byId.delete(id);
  }
  return [...byId.values()];
}
