import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answers, expectSame, expectSameNulls } from "./compared.js";
import { type Behaviour, BEHAVIOURS } from "./differential-schema.js";

const LEAVES = ["text", "textMust", "number", "color", "odd", "gaps", "failing", "table"];
const OBJECTS = ["node", "nodeMust", "checked", "checkedNot", "named", "either", "noOne", "nodes", "nodesMust"];
const SELECTED: Readonly<Record<string, string>> = {
  named: "{ __typename name ... on Leaf { text } ... on Node { number } }",
  either: "{ __typename ... on Node { name text } ... on Leaf { color } }",
  noOne: "{ __typename ... on Node { name } }",
};

const fieldOf = (name: string, does: Behaviour): string =>
  `${name}(does: "${does}")${OBJECTS.includes(name) ? ` ${SELECTED[name] ?? "{ __typename name text }"}` : ""}`;

describe.each([...LEAVES, ...OBJECTS])("%s answers as graphql-js has it", (name) => {
  test.each(BEHAVIOURS)("where it is %s", async (does) => {
    await expectSame(`{ ${fieldOf(name, does)} }`);
    await expectSame(`{ before: text, node { ${fieldOf(name, does)} after: text } }`);
    await expectSame(`{ nodes(does: "later") { ${fieldOf(name, does)} } }`);
  });
});

describe("what is selected", () => {
  test.each<readonly [string, string]>([
    [
      "fields that are asked for twice are merged",
      "{ node { text } ...More node { number } } fragment More on Query { node { node { color } } }",
    ],
    ["aliases keep the order of the query", "{ b: text a: number b2: text node { z: text y: color } }"],
    [
      "a property of the prototype is an alias like any other",
      "{ __proto__: text constructor: number node { __proto__: number toString: text } }",
    ],
    ["a method is called with the field's arguments", "{ node { method name } }"],
    [
      "fragments on interfaces and on types that it isn't",
      "{ node { ... on Named { name } ... { text } ... on Node { number } } either { ... on Leaf { text } ... on Named { name } } }",
    ],
    [
      "the schema is told",
      '{ __schema { queryType { name fields { name args { name defaultValue } type { kind name ofType { name } } } } } __type(name: "Color") { name enumValues { name } } node { __typename } }',
    ],
    ["nothing that is there", "{ node @skip(if: true) { text } }"],
  ])("%s", async (_, source) => expectSame(source));

  test.each([true, false])("@skip and @include are decided anew where their variables are (%s)", async (is) => {
    const source = `query ($is: Boolean!, $not: Boolean = true) {
      text @include(if: $is)
      number @skip(if: $is)
      node @include(if: $is) { ...On @skip(if: $not) color @include(if: $not) @skip(if: $is) }
    }
    fragment On on Node { text }`;
    await expectSame(source, { is });
    await expectSame(source, { is, not: !is });
  });

  test("one that must not be null makes everything null", () => expectSame('{ text textMust(does: "nullLater") }'));
});

describe("variables", () => {
  const SOURCE =
    "query ($does: String, $times: Int! = 2, $other: String) { text(does: $does, times: $times) number(does: $other) }";

  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ["are given", { does: "later", times: 1, other: "null" }],
    ["have their defaults", {}],
    ["are null", { does: null, other: null }],
    ["are not as declared", { does: 3, times: "two" }],
    ["are null and must not be", { times: null }],
  ])("that %s", async (_, variables) => expectSame(SOURCE, variables));

  test("that are wrong keep the query from running: there is no data, not even null", async () => {
    const { first, theirs } = await answers(SOURCE, { times: "two" });
    expect(first).not.toHaveProperty("data");
    expect(theirs).not.toHaveProperty("data");
  });

  test("beyond fifty faults no more are told", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `v${index}`);
    const uses = names.map((name) => `${name}: number(times: $${name})`).join(" ");
    const source = `query (${names.map((name) => `$${name}: Int`).join(", ")}) { ${uses} }`;
    await expectSame(source, Object.fromEntries(names.map((name) => [name, "none"])));
  });

  test("of more switches than plans are kept for are answered all the same", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const source = `query (${names.map((name) => `$${name}: Boolean!`).join(", ")}) { __typename ${names
      .map((name) => `${name}: text @include(if: $${name})`)
      .join(" ")} }`;
    for (let bits = 0; bits < 2 ** names.length; bits++) {
      await expectSame(source, Object.fromEntries(names.map((name, place) => [name, (bits & (2 ** place)) > 0])));
    }
  });
});

/** Selections in which anything may fail, up to four deep. */
const { selection } = fc.letrec<{ selection: string; field: string }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.tuple(fc.constantFrom(...LEAVES), fc.constantFrom(...BEHAVIOURS)).map(([name, does]) => fieldOf(name, does)),
    fc
      .tuple(
        fc.constantFrom("node", "nodeMust", "checked", "nodes", "nodesMust"),
        fc.constantFrom(...BEHAVIOURS),
        tie("selection"),
      )
      .map(([name, does, inner]) => `${name}(does: "${does}") ${inner}`),
    fc
      .tuple(fc.constantFrom("named", "either", "noOne"), fc.constantFrom(...BEHAVIOURS))
      .map(([name, does]) => fieldOf(name, does)),
  ),
  selection: fc
    .array(tie("field"), { minLength: 1, maxLength: 4 })
    .map((fields) => `{ __typename ${fields.map((field, place) => `f${place}: ${field}`).join(" ")} }`),
}));

test("whatever fails where, the answer is graphql-js's", async () => {
  await fc.assert(
    fc.asyncProperty(selection, (source) => expectSameNulls(source)),
    { numRuns: 600, seed: 20_261_125 },
  );
}, 60_000);
