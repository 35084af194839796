import fc from "fast-check";
import { type GraphQLSchema, parse, validate } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { SeededRandom } from "../lever/seeded-random.js";
import { randomRuns } from "../support/random-runs.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { expectHealthy, expectStillThere } from "./health.js";
import { OperationMaker } from "./random-operation.js";
import { mutatedJson, mutatedText } from "./random-values.js";

let subgraph: TestSubgraph;
let schema: GraphQLSchema;
let ids: readonly string[];

beforeAll(async () => {
  schema = createSubgraph(slices).schema;
  subgraph = await startSubgraph({
    sandbox: { opportunities: 12 },
    environment: { RECONCILE_SETTLE_MS: "0", REQUEST_TIMEOUT_MS: "5000" },
  });
  const connection = await subgraph.connect();
  const { opportunities, contacts, stages, users, postings, archiveReasons, files, resumes } = subgraph.sandbox.data;
  const rows = [opportunities, contacts, stages, users, postings, archiveReasons];
  const some = rows.flatMap((all) => [...all.keys()].slice(0, 4));
  const parts = [files, resumes].flatMap((all) => [...all.values()].slice(0, 3));
  const named = [...some, ...parts.map(({ opportunityId, id }) => `${opportunityId}.${id}`), "stage-mapping"];
  ids = [connection, ...named.map((id) => `${connection}.${id}`)];
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

function operationOf(seed: number) {
  const random = new SeededRandom(seed);
  return { random, operation: new OperationMaker({ schema, ids }, random).make() };
}

/** For each seed, the same operation; the failing one is told with its seed. */
async function forEachSeed(usual: number, check: (seed: number) => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(seeds, check), { ...randomRuns(usual), endOnFailure: true });
}

test("operations made of the schema are valid", () => {
  const property = fc.property(seeds, (seed) => {
    expect(validate(schema, parse(operationOf(seed).operation.source)).map(({ message }) => message)).toEqual([]);
  });
  fc.assert(property, randomRuns(200));
});

test("every valid operation is answered, and none is a defect", async () => {
  await forEachSeed(250, async (seed) => {
    const { source: query, variables } = operationOf(seed).operation;
    await expectHealthy(subgraph, JSON.stringify({ query, variables }));
  });
  await expectStillThere(subgraph);
});

test("an operation with something wrong in it is refused or answered, and no defect", async () => {
  await forEachSeed(250, async (seed) => {
    const { random, operation } = operationOf(seed);
    const query = random.chance(0.7) ? mutatedText(operation.source, random) : operation.source;
    const body: unknown = { query, variables: operation.variables };
    await expectHealthy(subgraph, JSON.stringify(random.chance(0.6) ? mutatedJson(body, random) : body));
  });
  await expectStillThere(subgraph);
});

test("a body that is no JSON any more is refused", async () => {
  await forEachSeed(60, async (seed) => {
    const { random, operation } = operationOf(seed);
    await expectHealthy(subgraph, mutatedText(JSON.stringify({ query: operation.source }), random));
  });
  await expectStillThere(subgraph);
});
