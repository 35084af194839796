import { describe, expect, test } from "vitest";
import { LeverError } from "../../src/lever/errors.js";
import {
  booleanOf,
  filledTextOf,
  idOf,
  idsOf,
  integerOf,
  listOf,
  meaningOf,
  millisOf,
  numberOf,
  objectOf,
  required,
  textOf,
  textsOf,
} from "../../src/lever/reading.js";
import { opportunity } from "./support.js";

const object = { id: "o1" };
/** Whatever may come in the place of something else. */
const strange: readonly unknown[] = [null, undefined, "", "x", 0, 7, Number.NaN, true, [], ["x"], {}, object];

describe("a value of the wrong type is none, and no error", () => {
  test.each<[string, (value: unknown) => unknown, readonly unknown[]]>([
    ["textOf", textOf, [null, null, "", "x", "0", "7", null, null, null, null, null, null]],
    ["filledTextOf", filledTextOf, [null, null, null, "x", "0", "7", null, null, null, null, null, null]],
    ["numberOf", numberOf, [null, null, null, null, 0, 7, null, null, null, null, null, null]],
    ["integerOf", integerOf, [null, null, null, null, 0, 7, null, null, null, null, null, null]],
    ["millisOf", millisOf, [null, null, null, null, 0, 7, null, null, null, null, null, null]],
    ["booleanOf", booleanOf, [null, null, null, null, null, null, null, true, null, null, null, null]],
    ["objectOf", objectOf, [null, null, null, null, null, null, null, null, null, null, {}, object]],
    ["listOf", listOf, [[], [], [], [], [], [], [], [], [], ["x"], [], []]],
    ["textsOf", textsOf, [[], [], [], [], [], [], [], [], [], ["x"], [], []]],
    ["idOf", idOf, [null, null, null, "x", "0", "7", null, null, null, null, null, "o1"]],
    ["idsOf", idsOf, [[], [], [], [], [], [], [], [], [], ["x"], [], []]],
  ])("%s", (_, read, expected) => {
    expect(strange.map(read)).toEqual(expected);
  });
});

describe("numbers and times may come as texts", () => {
  test.each<[unknown, number | null, number | null]>([
    ["1468953420000", 1_468_953_420_000, 1_468_953_420_000],
    [" 12 ", 12, 12],
    ["12.9", 12.9, 12],
    [-1.5, -1.5, -1],
    ["1e3", 1_000, 1_000],
    ["   ", null, null],
    ["12 MB", null, null],
    ["2026-01-01T00:00:00Z", null, null],
    ["Infinity", null, null],
    [Number.POSITIVE_INFINITY, null, null],
    [8.64e15, 8.64e15, 8.64e15],
    // A Date can't hold it.
    [8.64e15 + 1_000, 8.64e15 + 1_000, null],
  ])("%j", (value, number, millis) => {
    expect(numberOf(value)).toBe(number);
    expect(millisOf(value)).toBe(millis);
  });
});

describe("ids", () => {
  test.each<[unknown, string | null]>([
    ["lead-new", "lead-new"],
    [{ id: "u1", name: "Ada" }, "u1"],
    [{ id: 7 }, "7"],
    [{ id: null, name: "Ada" }, null],
    [{ id: "" }, null],
    [{ id: { id: "deep" } }, null],
    [{ name: "Ada" }, null],
    [["u1"], null],
    // Nobody could ask for them again.
    ["../users?x=", null],
    ["a.b", null],
    ["o1\0", null],
    ["\ud800", null],
    [{ id: "x".repeat(101) }, null],
    [1.5, null],
  ])("%j", (value, id) => {
    expect(idOf(value)).toBe(id);
  });

  test("of a list are those that can be read, in order", () => {
    expect(idsOf(["a", { id: "b" }, null, {}, 3, [], ""])).toEqual(["a", "b", "3"]);
    expect(textsOf(["a", null, 7, {}, ""])).toEqual(["a", "7", ""]);
  });
});

test("a word that Lever added since means nothing yet, and no member of every object's does", () => {
  const words = { "full-time": "FULL_TIME", none: "NONE" } as const;
  const values = ["full-time", "gig", "Full-Time", "toString", "__proto__", "constructor", "", null, 7, {}];
  expect(values.map((value) => meaningOf(words, value))).toEqual(["FULL_TIME", ...values.slice(1).map(() => null)]);
});

describe("what a row can't do without", () => {
  test("is given where it is there, false and 0 and the empty text included", () => {
    expect([0, false, ""].map((value) => required(value, "data.x", opportunity, "c1"))).toEqual([0, false, ""]);
  });

  test("is a bad response where it isn't, which names the place and the call and no value", () => {
    let error: unknown;
    try {
      required(textOf({ secret: "canary" }), "data.3.name", opportunity, "c1");
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(LeverError);
    expect(error).toMatchObject({
      code: "BAD_RESPONSE",
      call: { template: "/opportunities/:opportunity", permission: "find an opportunity", connectionId: "c1" },
      details: { path: "data.3.name", acted: "yes" },
    });
    expect(JSON.stringify(error)).not.toContain("canary");
  });
});
