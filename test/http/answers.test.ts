import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, change } from "../support/connections.js";
import { operation, sendRaw } from "../support/raw-request.js";
import { answerToBytes } from "../support/raw-socket.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeEach(async () => {
  subgraph = await startSubgraph();
  id = await subgraph.connect();
  subgraph.sandbox.clearRequests();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

describe("Cache-Control", () => {
  const header = ({ headers }: { readonly headers: Headers }) => headers.get("cache-control");

  test("of a query is private, as short as the shortest-lived of what it asks for", async () => {
    expect(header(await subgraph.query("{ atsConnections { name } }"))).toBe("private, max-age=5");
    const stages = await ask(subgraph, id, "stages { name }");
    expect(header(stages)).toMatch(/^private, max-age=[0-5]$/);
    expect(header(await subgraph.query("{ __typename }"))).toMatch(/^private, max-age=\d+$/);
  });

  test("is no-store for mutations, and for queries with an error beside their data", async () => {
    const { answer } = await change(subgraph, "updateAtsConnection", { connectionId: id, name: "New" });
    expect(header(answer)).toBe("no-store");
    subgraph.sandbox.inject({ path: "/archive_reasons", do: { kind: "status", status: 403 } });
    const partly = await ask(subgraph, id, "name archiveReasons { name }");
    expect(partly.data.atsConnection.name).toBe("New");
    expect(header(partly)).toBe("no-store");
  });

  test.each(["/healthz", "/readyz", "/metrics", "/", "/nothing-here", "/graphql"])("is there on %s", async (path) => {
    const response = await fetch(`${subgraph.url}${path}`);
    expect(response.headers.get("cache-control")).toMatch(/^(no-store|private, max-age=\d+)$/);
    await response.arrayBuffer();
  });
});

describe("every answer", () => {
  const PATHS: readonly (readonly [string, string])[] = [
    ...["/healthz", "/readyz", "/metrics", "/", "/nothing-here", "/graphql", "/files/x", "/%"].map(
      (path) => ["GET", path] as const,
    ),
    ...["/graphql", "/webhooks/lever/nobody", "/nothing-here"].map((path) => ["POST", path] as const),
    ["PUT", "/uploads/x"],
    ["OPTIONS", "/graphql"],
  ];

  test.each<readonly [string, string, number]>([
    ["no HTTP", "hello\r\n\r\n", 400],
    ["a length that is none", "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n", 400],
    ["headers without an end", `GET /graphql HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, 431],
  ])("to %s is of the same form, headers and all", async (_, bytes, status) => {
    const answer = await answerToBytes(subgraph.url, Buffer.from(bytes));
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const name of ["cache-control: no-store", "x-content-type-options: nosniff", "referrer-policy: no-referrer"]) {
      expect(head).toContain(name);
    }
    const requestId = /x-request-id: (\S+)/.exec(head)?.[1];
    expect(JSON.parse(body)).toMatchObject({
      errors: [
        { message: expect.any(String) as string, extensions: { code: "BAD_REQUEST", retryable: false, requestId } },
      ],
    });
  });

  test.each(PATHS)("to %s %s tells browsers to guess nothing, load nothing and frame nothing", async (method, path) => {
    const { headers } = await sendRaw(`${subgraph.url}${path}`, { method });
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["cache-control"]).toMatch(/^(no-store|private, max-age=\d+)$/);
    expect(headers["x-request-id"]).toMatch(/^[\w-]+$/);
    for (const name of ["server", "x-powered-by", "access-control-allow-origin"]) expect(headers[name]).toBeUndefined();
  });
});

describe("x-lever-report", () => {
  test("tells what an operation cost, without an id in it", async () => {
    const { data } = await ask(subgraph, id, "opportunities(first: 1) { nodes { id } }");
    const opportunity = data.atsConnection.opportunities.nodes[0].id as string;
    const answer = await subgraph.query(
      `query ($id: ID!) { atsOpportunity(id: $id) { name } }`,
      { id: opportunity },
      { headers: { "cache-control": "no-cache" } },
    );
    const lever = answer.extensions["lever"] as Record<string, unknown>;
    expect(Object.keys(lever).sort()).toEqual(
      ["budgetLeft", "cacheHits", "calls", "coalesced", "requests", "waitedMs"].sort(),
    );
    expect(lever).toMatchObject({
      ...{ requests: 1, cacheHits: 0, coalesced: 0, waitedMs: expect.any(Number) as number },
      calls: [{ method: "GET", status: 200, ms: expect.any(Number) as number }],
    });
    expect(lever["budgetLeft"]).toBeGreaterThan(0);
    const [call] = lever["calls"] as { path: string }[];
    expect(Object.keys(call ?? {}).sort()).toEqual(["method", "ms", "path", "status"]);
    expect(call?.path).toMatch(/^\/opportunities(\/:[a-z]+)?$/);
    expect(JSON.stringify(lever)).not.toContain(opportunity.split(".")[1]);
  });

  test("counts what the cache served", async () => {
    expect((await ask(subgraph, id, "archiveReasons { name }")).extensions["lever"]).toMatchObject({ requests: 1 });
    expect((await ask(subgraph, id, "archiveReasons { name }")).extensions["lever"]).toMatchObject({
      ...{ requests: 0, cacheHits: 1, calls: [] },
    });
    expect(subgraph.sandbox.calls()).toEqual(["GET /archive_reasons"]);
  });

  test("counts failures and tries that were repeated", async () => {
    subgraph.sandbox.inject({ times: 1, do: { kind: "status", status: 500 } });
    const answer = await ask(subgraph, id, "archiveReasons { name }");
    expect(answer.errors).toEqual([]);
    expect(answer.extensions["lever"]).toMatchObject({ requests: 2, calls: [{ status: 500 }, { status: 200 }] });
  });

  test("is there beside errors too, and has no budget where no connection was asked", async () => {
    subgraph.sandbox.inject({ do: { kind: "status", status: 403 } });
    expect((await ask(subgraph, id, "archiveReasons { name }")).extensions["lever"]).toMatchObject({ requests: 1 });
    const { extensions } = await subgraph.query("{ __typename }");
    expect(extensions["lever"]).toEqual({
      ...{ requests: 0, cacheHits: 0, coalesced: 0, waitedMs: 0, budgetLeft: null, calls: [] },
    });
  });

  test.each([undefined, "0", "true", "yes"])("is left out for x-lever-report: %s", async (value) => {
    const headers = {
      "content-type": "application/json",
      ...(value === undefined ? {} : { "x-lever-report": value }),
    };
    const { text } = await sendRaw(`${subgraph.url}/graphql`, { headers, body: operation("{ __typename }") });
    expect(JSON.parse(text)).toEqual({ data: { __typename: "Query" } });
  });
});

describe("cache-control: no-cache", () => {
  test.each(["no-cache", "No-Cache", "max-age=0, no-cache"])("as %j reads past every cache", async (value) => {
    await ask(subgraph, id, "archiveReasons { name }");
    const [reason] = subgraph.sandbox.data.archiveReasons.values();
    if (reason) reason.text = "Hired at last";
    const names = async (headers: Record<string, string>) =>
      JSON.stringify((await ask(subgraph, id, "archiveReasons { name }", { headers })).data);
    expect(await names({})).not.toContain("Hired at last");
    expect(await names({ "cache-control": value })).toContain("Hired at last");
    expect(await names({})).toContain("Hired at last");
    expect(subgraph.sandbox.calls("/archive_reasons")).toHaveLength(2);
  });
});

describe("x-request-id", () => {
  const send = async (given: string) => {
    const headers = { "content-type": "application/json", "x-request-id": given };
    return (await sendRaw(`${subgraph.url}/graphql`, { headers, body: operation("{ __typename }") })).headers[
      "x-request-id"
    ];
  };

  test("is the gateway's where it is harmless in a log, else one of our own", async () => {
    expect(await send("from-the-gateway_1")).toBe("from-the-gateway_1");
    for (const harmful of ["a b", 'a","level":"fatal', "x".repeat(101), ""]) {
      expect(await send(harmful)).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(subgraph.log.join("\n")).toContain("from-the-gateway_1");
  });
});
