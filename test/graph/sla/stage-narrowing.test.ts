import { expect, test } from "vitest";
import { narrowStages } from "../../../src/graph/opportunity/stage-narrowing.loader.js";

const ids = (count: number, length = 36): string[] =>
  Array.from({ length: count }, (_, place) => String(place).padStart(length, "s"));

test("stages that fit into one request are Lever's to filter", () => {
  const query = { archived: false, stage_id: ids(100) };
  expect(narrowStages(query)).toEqual({ query });
});

test("a query without stages stays as it is", () => {
  expect(narrowStages({ archived: false })).toEqual({ query: { archived: false } });
});

test.each([
  ["more of them than one request may name", { archived: false, stage_id: ids(101) }],
  ["a URL that is too long with them", { archived: false, stage_id: ids(80), posting_id: ids(100) }],
])("%s: Lever is asked for all stages, and the others are left out here", (_, wanted) => {
  const { stage_id: stageIds, ...others } = wanted;
  const { query, isWithin } = narrowStages(wanted);
  expect(query).toEqual(others);
  expect(stageIds.every((id) => isWithin?.(id))).toBe(true);
  expect(isWithin?.("elsewhere")).toBe(false);
});
