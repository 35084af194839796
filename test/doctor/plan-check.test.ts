import { expect, test } from "vitest";
import { REQUIRED_READ_PERMISSIONS } from "../../src/connections/required-permissions.js";
import { PROBED_READS, PROBED_WRITES } from "../../src/doctor/permission-probes.js";
import { MAX_CHECK_REQUESTS, planCheck } from "../../src/doctor/plan-check.js";

const KEY_CHECK = new Set(["find all opportunities", "find all stages", "find all users"]);
const MOST = MAX_CHECK_REQUESTS - 4;

const refused = (...permissions: readonly string[]) =>
  permissions.map((permission) => ({ permission, granted: false, checkedAt: 1 }));

test("a check asks for every read on Findem's list that the look at the key didn't, and stays within its requests", () => {
  const { pending } = planCheck([], KEY_CHECK, 0);
  expect(REQUIRED_READ_PERMISSIONS.filter((name) => !pending.includes(name)).sort()).toEqual([...KEY_CHECK].sort());
  expect(pending).toHaveLength(MOST);
  expect(new Set(pending).size).toBe(MOST);
});

test("without a look at the key it still asks for all of them", () => {
  const { pending } = planCheck([], new Set(), 0);
  expect(REQUIRED_READ_PERMISSIONS.filter((name) => !pending.includes(name))).toEqual([]);
  expect(pending.length).toBeLessThanOrEqual(MOST);
});

test("the first check asks for the writes that matter most", () => {
  const { pending } = planCheck([], KEY_CHECK, 0);
  expect(pending.filter((name) => PROBED_WRITES.includes(name))).toEqual(PROBED_WRITES.slice(0, 4));
});

test("checks that follow each other come to everything that can be probed", () => {
  const asked = new Set<string>(KEY_CHECK);
  let turn = 0;
  for (let round = 0; round < 7; round++) {
    const plan = planCheck([], KEY_CHECK, turn);
    for (const name of plan.pending) asked.add(name);
    turn = plan.turn;
  }
  expect([...asked].sort()).toEqual([...PROBED_READS, ...PROBED_WRITES].sort());
});

test("what is missing is asked for first, but for what no probe can tell", () => {
  const missing = ["remove candidate tags", "find a candidate note", "create an opportunity", "find all stages"];
  const { pending, again } = planCheck(refused(...missing), KEY_CHECK, 0);
  expect(again).toEqual(["find a candidate note", "remove candidate tags"]);
  expect(pending.slice(0, 2)).toEqual(again);
  expect(pending).not.toContain("create an opportunity");
  expect(pending).not.toContain("find all stages");
});

test("what is missing and not on Findem's list waits for its turn", () => {
  const { pending, again } = planCheck(refused("find all opportunity feedback"), KEY_CHECK, 0);
  expect(again).toEqual([]);
  expect(pending).not.toContain("find all opportunity feedback");
});

test("a key that has nothing costs no more", () => {
  const { pending } = planCheck(refused(...PROBED_READS, ...PROBED_WRITES), new Set(), 3);
  expect(pending).toHaveLength(MOST);
  expect(REQUIRED_READ_PERMISSIONS.filter((name) => !pending.includes(name))).toEqual([]);
});

test("where missing writes leave no room for all, what something needs goes before what nothing does", () => {
  const { pending } = planCheck(refused(...PROBED_WRITES), KEY_CHECK, 0);
  expect(pending).toHaveLength(MOST);
  const left = REQUIRED_READ_PERMISSIONS.filter((name) => !pending.includes(name) && !KEY_CHECK.has(name));
  expect(left.length).toBeGreaterThan(0);
  expect(left).not.toContain("find a posting");
  expect(left).not.toContain("find all opportunity notes");
});
