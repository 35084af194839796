import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { healthRoutes } from "../../src/http/routes/health.route.js";
import { ask } from "../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${subgraph.url}${path}`, { headers });

describe("health", () => {
  test("a service that runs is live and ready", async () => {
    for (const path of ["/healthz", "/readyz"]) expect((await get(path)).status).toBe(200);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test.each<readonly [string, number, boolean, Error | null]>([
    ["it drains", 503, true, null],
    ["the database does not answer", 503, false, new Error("postgres://user:secret@db")],
    ["all is well", 200, false, null],
  ])("where %s, /readyz answers %i and /healthz 200", async (_, status, isDraining, failure) => {
    const fastify = Fastify();
    healthRoutes(fastify, {
      isDraining: () => isDraining,
      ping: () => (failure ? Promise.reject(failure) : Promise.resolve()),
    });
    const ready = await fastify.inject("/readyz");
    expect(ready.statusCode).toBe(status);
    expect(ready.body).not.toContain("secret");
    expect((await fastify.inject("/healthz")).statusCode).toBe(200);
    await fastify.close();
  });
});

describe("/metrics", () => {
  test("counts operations and requests to Lever, and names no account, key or person", async () => {
    const id = await subgraph.connect();
    await ask(subgraph, id, "opportunities(first: 5) { nodes { name emails } }");
    const response = await get("/metrics");
    expect(response.headers.get("content-type")).toMatch(/^text\/plain|openmetrics/);
    const text = await response.text();
    expect(text).toMatch(/lever.*\{.*path="\/opportunities"/);
    expect(text).not.toMatch(/acme|example\.test|lever-sandbox/);
    expect(text).not.toContain(id);
  });
});

describe("the playground", () => {
  test("is a page that loads nothing from another host", async () => {
    const response = await get("/");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    const page = await response.text();
    expect(page).toContain("graphiql");
    const external = page.matchAll(
      /<(?:script|link|img|iframe)\b[^>]*?\s(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^\s>]+/gi,
    );
    // Scripts hold markup as texts; what the browser loads stands outside of them.
    const outsideScripts = page.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, "$1");
    expect([...external].filter(([tag]) => outsideScripts.includes(tag))).toEqual([]);
  });

  test("may by its policy ask this host alone", async () => {
    const policy = (await get("/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  test("is off with PLAYGROUND=false", async () => {
    await using without = await startSubgraph({ environment: { PLAYGROUND: "false" } });
    expect((await fetch(`${without.url}/`)).status).toBe(404);
  });
});

describe("every answer", () => {
  test.each(["/", "/healthz", "/readyz", "/metrics", "/graphql", "/nothing", "/%2e%2e/etc/passwd", "/%zz"])(
    "of %s has the security headers",
    async (path) => {
      const response = await get(path);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
      expect(response.headers.get("x-powered-by")).toBeNull();
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
      await response.arrayBuffer();
    },
  );

  test.each(["/nothing", "/graphql/more", "/.env", "/%2e%2e/etc/passwd"])("of the unknown %s is 404", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [
        { extensions: { code: "NOT_FOUND", retryable: false, requestId: response.headers.get("x-request-id") } },
      ],
    });
  });
});
