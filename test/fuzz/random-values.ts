import type { SeededRandom } from "../lever/seeded-random.js";

/** Texts that go wrong somewhere else. */
const ODD_TEXTS: readonly string[] = [
  ...["", " ", "0", "null", "a.b.c.d.e", "../..", "%00", "\u0000", "\ud800", "é", "\u202e", "'\"`;--", "<script>"],
  ...["x".repeat(5_000), "1e400", "-1", "[]", "{}", "__proto__", "constructor", "toString", "\r\nx: y"],
  ...["😀".repeat(100), "2026-13-45T99:99:99Z", "a@b.example", "https://www.linkedin.com/in/x", "http://[::1]/", "@"],
];

/** One of them. */
export function oddText(random: SeededRandom): string {
  return random.pick(ODD_TEXTS);
}

const NUMBERS = [0, 1, 2, 10, 50, 500, 501, -1, 2 ** 31 - 1, -(2 ** 31)];
const INSTANTS = ["2026-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "9999-12-31T23:59:59Z"];

/** A value that fits the scalar of that name. */
export function randomScalar(name: string, ids: readonly string[], random: SeededRandom): unknown {
  if (name === "Boolean") return random.chance(0.5);
  if (name === "Int") return random.pick(NUMBERS);
  if (name === "Float") return random.pick([0, -1.5, 1e300, 0.1]);
  if (name === "DateTime") return random.pick(INSTANTS);
  if (name === "ID") return random.chance(0.7) ? random.pick(ids) : oddText(random);
  return random.pick([oddText(random), random.pick(ids), "Ada Okafor", "ada@new.example.test"]);
}

const PIECES: readonly string[] = [
  ...["{", "}", "(", ")", "[", "]", "$", ":", "!", "...", "@", "#", '"', '"""', "\\", "\u0000", "\ufeff", "😀"],
  ...[
    " on ",
    "fragment F on Query { ...F }",
    "{ __schema { types { name } } }",
    "null",
    "-",
    "1e999",
    "@skip(if: true)",
  ],
];

/** The text with some of it left out, doubled, moved or replaced. */
export function mutatedText(text: string, random: SeededRandom): string {
  let mutated = text;
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(mutated.length + 1);
    const to = at + random.below(1 + Math.min(20, mutated.length - at));
    const moved = [mutated.slice(at, to).repeat(2), mutated.slice(0, random.below(30))];
    mutated = `${mutated.slice(0, at)}${random.pick(["", random.pick(PIECES), ...moved])}${mutated.slice(to)}`;
  }
  return mutated;
}

/** Each is given the place of what was there: null, another type, too much, out of every range. */
const ODD_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, "", "x", "\u0000", "\ud800", "x".repeat(10_000)],
  ...[[], {}, [null], [[]], { id: {} }, [{}], { toString: 1 }, "2026-01-01", "null", -62_135_596_800_001, 8.64e15 + 1],
];

/** One of them. */
export function oddValue(random: SeededRandom): unknown {
  return random.pick(ODD_VALUES);
}

/** A copy of a JSON value in which one value, chosen at random, is another or left out. */
export function mutatedJson(value: unknown, random: SeededRandom): unknown {
  const places = placesIn(value);
  if (places.length === 0) return random.pick([...ODD_VALUES, value]);
  const { holder, key, copy } = random.pick(places)(structuredClone(value));
  if (random.chance(0.15)) Reflect.deleteProperty(holder, key);
  else Reflect.set(holder, key, random.pick(ODD_VALUES));
  return copy;
}

/** Finds the same place in a copy. */
type Place = (copy: unknown) => { readonly holder: object; readonly key: string; readonly copy: unknown };

function placesIn(value: unknown, path: readonly string[] = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    (copy: unknown) => {
      const holder = path.reduce<unknown>((at, step) => Reflect.get(at as object, step) as unknown, copy);
      return { holder: holder as object, key, copy };
    },
    ...placesIn(inner, [...path, key]),
  ]);
}
