import { Kind, parse } from "graphql";
import { expect, test } from "vitest";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { givenTo } from "../../src/http/graphql/given-values.js";
import { queryCost } from "../../src/http/graphql/query-cost.js";

const { schema } = createSubgraph(slices);

function costOf(source: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(source);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("The operation comes first");
  return queryCost(schema, operation, document, givenTo(operation, document, variables).variables);
}

const ofConnection = (fields: string): string => `{ atsConnection(id: "c1") { ${fields} } }`;
const ENTITIES =
  "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Candidate { opportunities { nodes { id } } } } }";

test.each<readonly [string, string, number]>([
  ["one thing is free, with what stands on it", ofConnection("name webhooks { url }"), 0],
  ["a page is as large as asked for", ofConnection("opportunities(first: 7) { nodes { name } }"), 7],
  ["a page has its default size", ofConnection("opportunities { nodes { name } }"), 50],
  ["edges and nodes are the same page", ofConnection("users(first: 7) { edges { node { name } } nodes { name } }"), 7],
  [
    "what is in a row counts for each row",
    ofConnection("opportunities(first: 2) { nodes { connection { stages { name } } } }"),
    2 * (1 + 10),
  ],
  ["a list without pages counts ten", ofConnection("stages { name }"), 10],
  [
    "a list of one person's counts five, whatever is asked for",
    `{ atsCandidate(id: "c1.p1") { opportunities(first: 500) { nodes { name } } } }`,
    5,
  ],
  ["aliases count each", ofConnection("a: stages { name } b: stages { name }"), 20],
  ["ids count each", `{ atsOpportunities(ids: ["a.b", "a.c", "a.d"]) { notes { text } } }`, 3 * (1 + 5)],
  ["typename and introspection are free", `{ __typename __schema { types { name } } }`, 0],
  [
    "a mutation counts what it asks back",
    `mutation { advanceOpportunity(input: {}) { opportunity { notes { text } } userErrors { code } } }`,
    5 + 5,
  ],
  [
    "fragments count where they are used",
    `{ atsConnection(id: "c1") { ...A } other: atsConnection(id: "c2") { ...A } } fragment A on AtsConnection { stages { name } }`,
    20,
  ],
])("%s", (_, source, cost) => {
  expect(costOf(source)).toBe(cost);
});

test("representations count each, and variables as they are given or by default", () => {
  const r = Array.from({ length: 100 }, () => ({ __typename: "Candidate", id: "c1.p1" }));
  expect(costOf(ENTITIES, { r })).toBe(100 * (1 + 5));
  const paged = `query ($first: Int = 20) { atsConnection(id: "c1") { users(first: $first) { nodes { name } } } }`;
  expect(costOf(paged)).toBe(20);
  expect(costOf(paged, { first: 300 })).toBe(300);
});
