import type { SandboxData } from "../data.js";

/** What the parts of a seed work on. */
export interface SeedContext {
  readonly data: SandboxData;
  /** Epoch milliseconds that all times are relative to. */
  readonly now: number;
}

/** The values of a map. */
export function rowsOf<Row>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows.values()];
}

/** Puts rows in by their id. */
export function add<Row extends { readonly id: string }>(rows: Map<string, Row>, ...added: readonly Row[]): void {
  for (const row of added) rows.set(row.id, row);
}
