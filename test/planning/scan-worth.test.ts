import { expect, test } from "vitest";
import { ScanWorth, type ScanPlan } from "../../src/planning/scan-worth.js";

/** Pages that are read before it is given up; all of them where it is not. */
function read(plan: ScanPlan, foundIn: readonly number[]): number {
  const worth = new ScanWorth(plan);
  if (!worth.begins) return 0;
  const given = foundIn.findIndex((found) => !worth.goesOnAfter(found));
  return given === -1 ? foundIn.length : given + 1;
}

const pages = (count: number, found: number): number[] => Array.from({ length: count }, () => found);

test("a list that is known to have fewer pages than requests are saved is read, whatever its pages hold", () => {
  expect(read({ insteadOf: 26, pages: 25 }, pages(25, 0))).toBe(25);
  expect(read({ insteadOf: 25, pages: 25 }, pages(25, 9))).toBe(0);
  expect(read({ insteadOf: 2, pages: 1 }, [0])).toBe(1);
});

test("a list that has grown since is given up once it has cost as much as it could save", () => {
  expect(read({ insteadOf: 10, pages: 5 }, pages(100, 3))).toBe(10);
});

test("a list of unknown length is not begun for a few things", () => {
  expect(read({ insteadOf: 19, pages: null }, pages(10, 5))).toBe(0);
});

test("it is read on as long as its pages bring one of many things each, and given up after the first that doesn't", () => {
  expect(read({ insteadOf: 100, pages: null }, pages(26, 4))).toBe(26);
  expect(read({ insteadOf: 100, pages: null }, pages(26, 0))).toBe(1);
  expect(read({ insteadOf: 100, pages: null }, [2, 1, 0, 0, 5])).toBe(4);
});

test("what the first pages brought does not pay for many later ones in vain", () => {
  expect(read({ insteadOf: 100, pages: null }, [...pages(5, 15), ...pages(50, 0)])).toBe(13);
});
