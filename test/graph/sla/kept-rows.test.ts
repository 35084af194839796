import { expect, test } from "vitest";
import { type ActiveRow, keepRows, rowsIn, withChanges } from "../../../src/graph/pipeline/kept-rows.js";
import { SeededRandom } from "../../lever/seeded-random.js";

const random = new SeededRandom(17);
const STAGES = ["lead-new", "offer", "s1", "s2"];

function row(externalId: string): ActiveRow {
  const time = (): number => 1_750_000_000_000 + random.below(1e9);
  return {
    externalId,
    stageExternalId: random.pick(STAGES),
    stageChanges: Array.from({ length: random.below(4) }, () => ({
      stageExternalId: random.pick([...STAGES, "gone"]),
      changedAt: time(),
    })),
    createdAt: time(),
    lastAdvancedAt: random.chance(0.3) ? null : time(),
    snoozedUntil: random.chance(0.7) ? null : time(),
    archive: null,
  };
}

const rows = Array.from({ length: 200 }, (_, place) => row(`o${place}`));

test("rows come out of what is kept as they went in, over JSON too", () => {
  expect(rowsIn(keepRows(rows))).toEqual(rows);
  expect(rowsIn(JSON.parse(JSON.stringify(keepRows(rows))) as ReturnType<typeof keepRows>)).toEqual(rows);
  expect(rowsIn(keepRows([]))).toEqual([]);
});

test("what is kept of a row takes a fraction of what Lever sends", () => {
  expect(JSON.stringify(keepRows(rows)).length / rows.length).toBeLessThan(150);
});

test("changes put new rows in, put rows in the place of those that were, and take rows out", () => {
  const [gone, changed, ...others] = rows;
  const [newer, added] = [row(changed!.externalId), row("new")];
  const after = withChanges(
    rows,
    new Map([
      [gone!.externalId, null],
      ["never there", null],
      [newer.externalId, newer],
      [added.externalId, added],
    ]),
  );
  const byId = (some: readonly ActiveRow[]) =>
    [...some].sort((one, other) => (one.externalId < other.externalId ? -1 : 1));
  expect(byId(after)).toEqual(byId([...others, newer, added]));
});
