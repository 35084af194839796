import { afterEach, beforeEach, expect, test } from "vitest";
import { FINDEM_KEY } from "../../../sandbox/keys.js";
import type { SandboxFault, SandboxMishap } from "../../../sandbox/start-sandbox.js";
import { change, connectionsOf } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await startSubgraph();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const connect = () => change(subgraph, "connectLever", { name: "Nimbus", apiKey: FINDEM_KEY });
const FAILURES: readonly (readonly [what: string, code: string, mishap: SandboxMishap])[] = [
  ["answers 500", "ATS_UNAVAILABLE", { kind: "status", status: 500 }],
  ["answers 503", "ATS_UNAVAILABLE", { kind: "status", status: 503 }],
  ["breaks connections off", "ATS_UNAVAILABLE", { kind: "reset" }],
  ["answers with a page of HTML", "ATS_BAD_RESPONSE", { kind: "html" }],
  ["cuts its answers off", "ATS_BAD_RESPONSE", { kind: "truncate" }],
  ["answers 200 with an error in it", "ATS_BAD_RESPONSE", { kind: "rewrite", rewrite: () => ({ code: "Oops" }) }],
];

test.each(FAILURES)("where Lever %s, connecting is %s and nothing is stored", async (_, code, mishap) => {
  const remove = subgraph.sandbox.inject({ do: mishap });
  const { connection, userErrors, answer } = await connect();
  expect(connection).toBeNull();
  expect(userErrors).toMatchObject([{ code, retryable: true }]);
  expect(userErrors[0]?.retryAfterMs).toBeGreaterThan(0);
  expect(JSON.stringify(answer.data)).not.toMatch(/127\.0\.0\.1|<html/i);
  expect(answer.errors).toEqual([]);
  expect(await connectionsOf(subgraph)).toEqual([]);
  remove();
  expect((await connect()).connection).toMatchObject({ status: "ACTIVE" });
});

test.each<readonly [string, SandboxFault]>([
  ["stages", { path: "/stages", do: { kind: "status", status: 500 } }],
  ["users", { path: "/users", do: { kind: "html" } }],
])("a failure of the %s alone stops it as well", async (_, fault) => {
  subgraph.sandbox.inject(fault);
  expect((await connect()).connection).toBeNull();
  expect(await connectionsOf(subgraph)).toEqual([]);
});

test("one 500 is tried again and not noticed", async () => {
  subgraph.sandbox.inject({ times: 1, do: { kind: "status", status: 500 } });
  const { connection, answer } = await connect();
  expect(connection).toMatchObject({ status: "ACTIVE" });
  expect(answer.requests).toBe(4);
});

test("where nobody listens it is ATS_UNAVAILABLE", async () => {
  await using gone = await startSubgraph({ leverUrl: "http://127.0.0.1:1/v1" });
  const { codes, userErrors } = await change(gone, "connectLever", { name: "Nimbus", apiKey: FINDEM_KEY });
  expect(codes).toEqual(["ATS_UNAVAILABLE"]);
  expect(userErrors[0]?.retryable).toBe(true);
  expect(await connectionsOf(gone)).toEqual([]);
});

test("a budget that can't serve it in time is ATS_RATE_LIMITED, and nothing is stored", async () => {
  await using slow = await startSubgraph({
    environment: { LEVER_REQUESTS_PER_SECOND: "0.1", LEVER_BURST: "1", REQUEST_TIMEOUT_MS: "5000" },
  });
  const { userErrors, answer } = await change(slow, "connectLever", { name: "Nimbus", apiKey: FINDEM_KEY });
  expect(userErrors).toMatchObject([{ code: "ATS_RATE_LIMITED", retryable: true }]);
  expect(answer.errors).toEqual([]);
  expect(userErrors[0]?.retryAfterMs).toBeGreaterThan(0);
  expect(slow.sandbox.calls()).toHaveLength(1);
  expect(await connectionsOf(slow)).toEqual([]);
});
