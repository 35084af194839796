import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import { ROUTES } from "../../sandbox/routes.js";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { SeededRandom } from "../lever/seeded-random.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { FAULT_NAMES, FAULTS } from "./answer-faults.js";
import { changedAt, type Place, placesOf } from "./answer-places.js";
import { expectHealthy, expectStillThere } from "./health.js";
import { type Question, questionsOf } from "./lever-questions.js";

/** A place in the answers of an endpoint, and the question whose answer depends on the fewest others. */
interface Spot {
  readonly method: string;
  readonly template: string;
  readonly place: Place;
  readonly question: Question;
}

/** Some twenty seconds a round on a quiet machine. */
const TIMEOUT_MS = 120_000 * Math.max(1, inject("random").factor);

let subgraph: TestSubgraph;
let questions: readonly Question[];
let spots: readonly Spot[];
let turn = 0;

beforeAll(async () => {
  const { schema } = createSubgraph(slices);
  subgraph = await startSubgraph({
    sandbox: { opportunities: 12 },
    environment: { RECONCILE_SETTLE_MS: "0", REQUEST_TIMEOUT_MS: "4000", PUBLIC_URL: "https://findem.example" },
  });
  const id = await subgraph.connect(EVERYTHING_KEY);
  questions = await questionsOf(subgraph, schema, id);
  spots = await findSpots();
}, 60_000);
afterAll(() => subgraph[Symbol.asyncDispose]());

/** Asks, past every cache. */
async function ask({ source, variables, headers }: Question): Promise<void> {
  turn++;
  const body = JSON.stringify({ query: source, variables: variables(turn) });
  await expectHealthy(subgraph, body, { "cache-control": "no-cache", ...headers?.(turn) });
}

/** Every place of every answer to the questions, while Lever is well: each endpoint by its cheapest question. */
async function findSpots(): Promise<readonly Spot[]> {
  const cheapest = new Map<string, { readonly cost: number; readonly spots: readonly Spot[] }>();
  for (const question of questions) {
    const answers = await answersTo(question);
    for (const [call, bodies] of answers) {
      if ((cheapest.get(call)?.cost ?? Infinity) <= answers.size) continue;
      const [method = "", template = ""] = call.split(" ");
      const places = new Map(bodies.flatMap(placesOf).map((place) => [place.join("."), place]));
      const found = [...places.values()].map((place) => ({ method, template, place, question }));
      cheapest.set(call, { cost: answers.size, spots: found });
    }
  }
  return [...cheapest.values()].flatMap((one) => one.spots);
}

/** What Lever answers to a question, by the endpoint. */
async function answersTo(question: Question): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const answers = new Map<string, readonly unknown[]>();
  const mends = JSON_ROUTES.map(({ method, template }) => {
    const call = `${method} ${template}`;
    const rewrite = (body: unknown): unknown => {
      answers.set(call, [...(answers.get(call) ?? []), body]);
      return body;
    };
    return subgraph.sandbox.inject({ method, path: template, do: { kind: "rewrite", rewrite } });
  });
  await ask(question);
  for (const mend of mends) mend();
  return answers;
}

/** What answers with JSON: not the downloads. What is about candidates Lever has deprecated, and is not called. */
const JSON_ROUTES = ROUTES.filter(({ template }) => !/^\/candidates|\/download$/.test(template));

/** Puts a fault into one place of an endpoint's answers and asks; whether Lever was asked for it. */
async function askWith(fault: string, { method, template, place, question }: Spot, random: SeededRandom) {
  const isEveryRow = random.chance(0.6);
  let hits = 0;
  const rewrite = (body: unknown): unknown => {
    hits++;
    const change = (value: unknown): unknown => FAULTS[fault]?.(value, random);
    return changedAt(body, place, change, (row) => isEveryRow || row === 0);
  };
  const mend = subgraph.sandbox.inject({ method, path: template, do: { kind: "rewrite", rewrite } });
  try {
    await ask(question);
  } catch (error) {
    const what = `${place.join(".") || "the whole"} of ${method} ${template}, ${fault} (FUZZ_SEED=${inject("random").seed})`;
    throw new Error(what, { cause: error });
  } finally {
    mend();
  }
  return hits > 0;
}

/** Of the endpoints that the sandbox has, those that no question leads to, and why. */
const NOT_ASKED: ReadonlySet<string> = new Set([
  // Lists of the same rows serve for them.
  ...["applications", "applications/:application", "resumes/:resume", "files/:file", "interviews/:interview"].map(part),
  ...["panels/:panel", "feedback/:feedback", "forms/:form", "referrals/:referral", "notes/:note"].map(part),
  ...["GET /requisition_fields/:requisition_field", "GET /feedback_templates/:feedback_template"],
  "GET /eeo/responses",
  // As adding, with no answer of its own to look at.
  ...["removeSources", "removeLinks"].map((action) => `POST /opportunities/:opportunity/${action}`),
  // Files of an application; webhooks that are there already.
  ...["POST /uploads", "DELETE /opportunities/:opportunity/notes/:note", "PUT /webhooks/", "DELETE /webhooks/:webhook"],
]);

function part(path: string): string {
  return `GET /opportunities/:opportunity/${path}`;
}

test("the questions ask every endpoint that the product calls", () => {
  const asked = new Set(spots.map(({ method, template }) => `${method} ${template}`));
  const routes = JSON_ROUTES.map(({ method, template }) => `${method} ${template}`);
  expect(routes.filter((route) => !asked.has(route) && !NOT_ASKED.has(route))).toEqual([]);
  expect(spots.length).toBeGreaterThan(1_000);
});

test(
  "whatever stands in any field of Lever's answers, the client gets an answer, and nothing is a defect",
  async () => {
    const { seed, factor } = inject("random");
    const random = new SeededRandom(seed);
    let [asked, met] = [0, 0];
    // Every other place has one fault a round, and in twice as many rounds as there are faults each has had all of them.
    for (let round = 0; round < factor; round++) {
      const start = (round + seed) % 2;
      for (const [number, spot] of spots.entries()) {
        if (number % 2 !== start) continue;
        const fault = FAULT_NAMES[(number + Math.floor(round / 2) + seed) % FAULT_NAMES.length] ?? "null";
        asked++;
        if (await askWith(fault, spot, random)) met++;
      }
    }
    // What was put in earlier may keep a question from getting as far as it does when Lever is well.
    expect(met / asked).toBeGreaterThan(0.9);
    await expectStillThere(subgraph);
  },
  TIMEOUT_MS,
);
