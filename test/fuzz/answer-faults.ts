import type { SeededRandom } from "../lever/seeded-random.js";

/** Leaves the value out. */
export const LEFT_OUT = Symbol("left out");

type Fault = (value: unknown, random: SeededRandom) => unknown;

/** Deeper than any answer of Lever's, and deep enough for whoever goes down it by calling himself. */
const DEPTH = 4_000;
/** Characters, and members of a list. */
const HUGE_TEXT = 200_000;
const HUGE_LIST = 5_000;

const OTHER_TYPES: readonly unknown[] = [
  ...[true, false, 0, 1.5, "x", "null", [], {}, [null], [[]], [{}], ["x"], { id: {} }],
  ...[{ toString: 1, valueOf: 1 }, { length: 2 }, { then: "x" }, { id: "x", text: 1, name: [] }],
];

const ODD_TEXTS: readonly string[] = [
  ...["\u0000", "\ud800", "\u202e", "../..", "%2e%2e/users?", "a\r\nx-y: z", "__proto__", "constructor", "toString"],
  ...["<script>alert(1)</script>", "javascript:alert(1)", "http://169.254.169.254/", "x.y.z", " ", "NaN", "-0"],
];

const ODD_NUMBERS = [-1, -1e18, 1e21, 1e300, Number.MAX_SAFE_INTEGER, 2 ** 31, 0.1, -62_135_596_800_001, 8.64e15 + 1];

/** What may stand in any field of an answer in the place of what belongs there, by what it is called. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  missing: () => LEFT_OUT,
  null: () => null,
  "of another type": (_, random) => random.pick(OTHER_TYPES),
  empty: (value) => (Array.isArray(value) ? [] : typeof value === "object" ? {} : ""),
  huge: (value) =>
    Array.isArray(value) ? Array.from({ length: HUGE_LIST }, () => value[0] ?? "x") : "x".repeat(HUGE_TEXT),
  deep: () => nested(DEPTH),
  "an odd number": (_, random) => random.pick(ODD_NUMBERS),
  "an unknown word": () => "word-that-lever-added",
  "an odd text": (_, random) => random.pick(ODD_TEXTS),
  "with more in it": (value) => withMore(value),
  "a list of itself": (value) => [value, value],
  "inside an object": (value) => ({ value, id: value, text: value }),
};

export const FAULT_NAMES = Object.keys(FAULTS);

function nested(depth: number): unknown {
  let value: unknown = "x";
  for (let left = depth; left > 0; left--) value = left % 2 === 0 ? [value] : { id: value };
  return value;
}

/** A member more, or a row more that is none. */
function withMore(value: unknown): unknown {
  const more = { new: { deep: [1, null, {}] } };
  if (Array.isArray(value)) return [...(value as unknown[]), more, null, 7, "x"];
  // As JSON.parse makes it: an own member, which an object literal's would not be.
  const hostile = JSON.parse('{"__proto__": {"id": "polluted"}, "constructor": 1, "hasOwnProperty": 2}') as object;
  return typeof value === "object" && value !== null ? { ...value, ...more, ...hostile } : [value, more];
}
