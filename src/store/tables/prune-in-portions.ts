import type { DeleteResult } from "kysely";
import { ROWS_A_STATEMENT } from "../chunks.js";

/**
 * Removes rows a portion at a time until fewer than a portion were left, so that no statement takes long.
 *
 * On PostgreSQL `removeSome` passes over rows that another one has locked: it waits for nobody, so that it is part of
 * no deadlock, and they go the next time.
 * @returns how many were removed
 */
export async function pruneInPortions(
  removeSome: (portion: number) => Promise<DeleteResult>,
  portion = ROWS_A_STATEMENT,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const rows = Number((await removeSome(portion)).numDeletedRows);
    removed += rows;
    if (rows < portion) return removed;
  }
}
