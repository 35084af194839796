import { expect, test } from "vitest";
import { deviations } from "../../bench/counts/request-budget.js";

const ALLOWED = { O1: { cold: 3, warm: 0, revalidated: 1 } };

test("an operation that costs what the budget says is in order", () => {
  expect(deviations({ O1: { cold: 3, warm: 0, revalidated: 1 } }, ALLOWED)).toEqual([]);
});

test("an operation that costs more is told with both numbers", () => {
  expect(deviations({ O1: { cold: 4, warm: 1, revalidated: 1 } }, ALLOWED)).toEqual([
    "O1 cold costs 4 requests, and bench/budget.json says 3",
    "O1 warm costs 1 requests, and bench/budget.json says 0",
  ]);
});

test("an operation that costs less has to be written down, lest it grow back unseen", () => {
  expect(deviations({ O1: { cold: 2, warm: 0, revalidated: 1 } }, ALLOWED)).toEqual([
    "O1 cold costs 2 requests, and bench/budget.json says 3: lower it with npm run bench -- --update",
  ]);
});

test("an operation that is missing on either side is told", () => {
  expect(deviations({ O2: { cold: 2, warm: 0, revalidated: 1 } }, ALLOWED)).toEqual([
    "O2 is not in bench/budget.json: npm run bench -- --update",
    "O1 is in bench/budget.json, and no operation of that name is counted",
  ]);
});
