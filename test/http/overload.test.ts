import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { OTHER_ACCOUNT_KEY } from "../../sandbox/keys.js";
import { ask } from "../support/connections.js";
import { startSubgraph, type Answer, type As, type TestSubgraph } from "../support/subgraph.js";
import { deliver, deliveryOf } from "../support/webhooks.js";

const GLOBEX: As = { account: "globex" };
const REASONS = "archiveReasons { name }";

let subgraph: TestSubgraph;
let id: string;
let hung: AbortController;

/** An operation that Lever doesn't answer, until `hung` is aborted. */
function startHanging(count: number): Promise<unknown> {
  const query = `query ($id: ID!) { atsConnection(id: $id) { ${REASONS} } }`;
  const sending = Array.from({ length: count }, () =>
    fetch(`${subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-account-id": "acme" },
      body: JSON.stringify({ query, variables: { id } }),
      signal: hung.signal,
    }).catch(() => undefined),
  );
  return Promise.all(sending);
}

async function metric(name: string): Promise<string | undefined> {
  const text = await (await fetch(`${subgraph.url}/metrics`)).text();
  return text.split("\n").find((line) => line.startsWith(name));
}

async function untilRunning(count: number): Promise<void> {
  await vi.waitFor(
    async () => expect(await metric("graphql_operations_running")).toBe(`graphql_operations_running ${String(count)}`),
    { timeout: 20_000 },
  );
}

function expectOverloaded({ status, errors, data, headers }: Answer): void {
  expect([status, data]).toEqual([503, undefined]);
  expect(errors).toMatchObject([{ extensions: { code: "OVERLOADED", retryable: true } }]);
  const retryAfterMs = Number(errors[0]?.extensions["retryAfterMs"]);
  expect(retryAfterMs).toBeGreaterThanOrEqual(1_000);
  expect(Number(headers.get("retry-after")) * 1_000).toBeGreaterThanOrEqual(retryAfterMs);
  expect(errors[0]?.extensions["requestId"]).toBe(headers.get("x-request-id"));
  expect(headers.get("cache-control")).toBe("no-store");
}

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  subgraph = await startSubgraph({ sandbox: { opportunities: 12 }, environment });
  id = await subgraph.connect();
  subgraph.sandbox.inject({ path: "/archive_reasons", do: { kind: "hang" } });
}

beforeEach(() => void (hung = new AbortController()));
afterEach(async () => {
  hung.abort();
  await subgraph[Symbol.asyncDispose]();
});

describe("more than there is room for", () => {
  beforeEach(() => start({ MAX_OPERATIONS: "5", MAX_ACCOUNT_OPERATIONS: "3" }));

  test("of one account is OVERLOADED before anything is sent, and others are served", async () => {
    const other = await subgraph.connect(OTHER_ACCOUNT_KEY, GLOBEX);
    const hanging = startHanging(3);
    await untilRunning(3);
    subgraph.sandbox.clearRequests();
    expectOverloaded(await ask(subgraph, id, "stages { name }"));
    expect(subgraph.sandbox.requests).toEqual([]);
    expect((await ask(subgraph, other, "stages { name }", GLOBEX)).errors).toEqual([]);
    hung.abort();
    await hanging;
    await untilRunning(0);
    expect((await ask(subgraph, id, "stages { name }")).errors).toEqual([]);
    expect(await metric(`graphql_operations_shed_total{reason="account"}`)).toMatch(/ 1$/);
    expect(subgraph.log.filter((line) => line.includes("turned away"))).toHaveLength(1);
  });

  test("of a mutation writes nothing", async () => {
    void startHanging(3);
    await untilRunning(3);
    subgraph.sandbox.clearRequests();
    const mutation = `mutation { addOpportunityNote(input: { opportunityId: "${id}.x", text: "x", idempotencyKey: "k" }) { userErrors { code } } }`;
    expectOverloaded(await subgraph.query(mutation));
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("never concerns health and metrics", async () => {
    void startHanging(3);
    await untilRunning(3);
    for (const path of ["/healthz", "/readyz", "/metrics"])
      expect((await fetch(`${subgraph.url}${path}`)).status).toBe(200);
  });

  test("is over with each operation: many in a row are served", async () => {
    for (let n = 0; n < 12; n++) expect((await ask(subgraph, id, "stages { name }")).errors).toEqual([]);
    expect(await metric("graphql_operations_shed_total{")).toBeUndefined();
  });
});

describe("a process that is behind", () => {
  beforeEach(() => start({ MAX_EVENT_LOOP_LAG_MS: "20" }));

  /** Holds the event loop up again and again while something is asked. */
  async function whileBehind<Value>(asking: () => Promise<Value>): Promise<Value> {
    const work = { isOver: false };
    const holdUp = async (): Promise<void> => {
      while (!work.isOver) {
        for (const endMs = performance.now() + 90; performance.now() < endMs;);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const holding = holdUp();
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
    try {
      return await asking();
    } finally {
      work.isOver = true;
      await holding;
    }
  }

  test("turns away who has something under way, and lets in who has nothing", async () => {
    const other = await subgraph.connect(OTHER_ACCOUNT_KEY, GLOBEX);
    void startHanging(1);
    await untilRunning(1);
    const [own, others, live] = await whileBehind(() =>
      Promise.all([
        ask(subgraph, id, "stages { name }"),
        ask(subgraph, other, "stages { name }", GLOBEX),
        fetch(`${subgraph.url}/healthz`),
      ]),
    );
    expectOverloaded(own);
    expect([others.errors, live.status]).toEqual([[], 200]);
    expect(await metric(`graphql_operations_shed_total{reason="lag"}`)).toMatch(/ 1$/);
  });

  test("asks Lever to deliver later, and takes no files", async () => {
    const [delivery, upload, download] = await whileBehind(() =>
      Promise.all([
        deliver(subgraph, id, deliveryOf("token")),
        fetch(`${subgraph.url}/uploads/x`, { method: "PUT", body: "x" }),
        fetch(`${subgraph.url}/files/x`),
      ]),
    );
    for (const answer of [delivery, upload, download]) {
      expect([answer.status, answer.headers.has("retry-after")]).toEqual([503, true]);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "OVERLOADED" } }] });
    }
  });
});
