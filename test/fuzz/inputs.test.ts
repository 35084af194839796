import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import { prepare } from "../graph/permissions/walk.js";
import { SeededRandom } from "../lever/seeded-random.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { changedAt, placesOf } from "./answer-places.js";
import { CALLER, expectHealthy, expectStillThere } from "./health.js";
import { type Question, writesOf } from "./lever-questions.js";
import { oddText, oddValue } from "./random-values.js";

let subgraph: TestSubgraph;
let writes: readonly Question[];

beforeAll(async () => {
  subgraph = await startSubgraph({
    sandbox: { opportunities: 12 },
    environment: { RECONCILE_SETTLE_MS: "0", REQUEST_TIMEOUT_MS: "4000", PUBLIC_URL: "https://findem.example" },
  });
  const id = await subgraph.connect(EVERYTHING_KEY);
  writes = await writesOf(subgraph, id, prepare(subgraph.sandbox.data));
});
afterAll(() => subgraph[Symbol.asyncDispose]());

test("the inputs themselves are right", async () => {
  const refused: string[] = [];
  for (const [turn, { source, variables, headers }] of writes.entries()) {
    const as = { email: CALLER["x-user-email"], headers: headers?.(turn) ?? {} };
    const { data, errors } = await subgraph.query(source, variables(turn), as);
    const codes = [...JSON.stringify([data, errors]).matchAll(/"code":"(\w+)"/g)].map(([, code]) => code);
    if (codes.length > 0) refused.push(`${source.slice(0, 80)} ${codes.join(" ")} ${JSON.stringify(errors)}`);
  }
  expect(refused).toEqual([]);
});

/** Every place of an input that is right has something odd in its turn, and all the rest is as it should be. */
test("whatever stands in one field of an input that is right, the write is refused or done, and nothing is a defect", async () => {
  const { seed, factor } = inject("random");
  const random = new SeededRandom(seed);
  const faults = [() => oddText(random), () => oddText(random), () => oddText(random), () => oddValue(random)];
  let turn = 0;
  for (let round = 0; round < 2 * factor; round++) {
    for (const { source, variables, headers } of writes) {
      for (const place of placesOf(variables(turn)).filter((its) => its.length > 1)) {
        turn++;
        const odd = changedAt(variables(turn), place, random.pick(faults), () => true);
        await expectHealthy(subgraph, JSON.stringify({ query: source, variables: odd }), headers?.(turn));
      }
    }
  }
  expect(turn).toBeGreaterThan(150);
  await expectStillThere(subgraph);
});
