import { expect, test } from "vitest";
import { Gatherings, type Room } from "../../src/lever/sharing/gatherings.js";
import { ManualClock } from "../support/manual-clock.js";

function here() {
  const clock = new ManualClock();
  const gatherings = new Gatherings(clock);
  const room: Room = {
    fits: (all) => new Set(all).size <= 5,
    mayExpand: (all) => !all.includes("applications"),
  };
  const join = (key: string, values: readonly string[], expand: readonly string[] = []) =>
    gatherings.join(key, { values, expand }, room);
  return { clock, join };
}

test("those who come within a moment are told the same values, each once and in one order", async () => {
  const { clock, join } = here();
  const first = join("c1", ["b", "a"], ["stage"]);
  await clock.advance(1);
  const second = join("c1", ["c", "a"], ["owner"]);
  await clock.advance(1);
  const both = { values: ["a", "b", "c"], expand: ["owner", "stage"] };
  expect(await Promise.all([first, second])).toEqual([both, both]);
});

test("nobody waits longer than that moment, which begins with the first", async () => {
  const { clock, join } = here();
  const waits = [join("c1", ["a"])];
  await clock.advance(1.9);
  waits.push(join("c1", ["b"]));
  expect(clock.nextDueMs).toBe(2);
  expect(clock.sleeping).toBe(1);
  await clock.advance(0.1);
  expect((await Promise.all(waits)).map(({ values }) => values)).toEqual([
    ["a", "b"],
    ["a", "b"],
  ]);
  expect(clock.sleeping).toBe(0);
});

test("whoever comes later begins anew, and other keys are apart", async () => {
  const { clock, join } = here();
  const first = join("c1 plain", ["a"]);
  const other = join("c1 all", ["c"]);
  await clock.advance(2);
  const second = join("c1 plain", ["b"]);
  await clock.advance(2);
  expect((await Promise.all([first, other, second])).map(({ values }) => values)).toEqual([["a"], ["c"], ["b"]]);
});

test("no more are brought together than fit into one request, and who finds no room is joined by those behind", async () => {
  const { clock, join } = here();
  const asking = [join("c1", ["a", "b", "c"]), join("c1", ["d", "e"]), join("c1", ["f"]), join("c1", ["g"])];
  await clock.advance(2);
  expect((await Promise.all(asking)).map(({ values }) => values.join(""))).toEqual(["abcde", "abcde", "fg", "fg"]);
});

test("the same values take no room twice", async () => {
  const { clock, join } = here();
  const asking = [join("c1", ["a", "b", "c"]), join("c1", ["a", "b", "c", "d"])];
  await clock.advance(2);
  expect((await Promise.all(asking)).map(({ values }) => values.join(""))).toEqual(["abcd", "abcd"]);
});

test("what Lever is known to refuse is kept from those who can do without it, and shared by those who want just that", async () => {
  const { clock, join } = here();
  const refused = ["applications", "owner"];
  const asking = [join("c1", ["a"], ["owner"]), join("c1", ["b"], refused), join("c1", ["c"], refused)];
  await clock.advance(2);
  expect(await Promise.all(asking)).toEqual([
    { values: ["a"], expand: ["owner"] },
    { values: ["b", "c"], expand: refused },
    { values: ["b", "c"], expand: refused },
  ]);
});
