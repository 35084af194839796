import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SandboxMishap } from "../../../sandbox/start-sandbox.js";
import { ask, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeEach(async () => {
  subgraph = await startSubgraph();
  id = await subgraph.connect();
  subgraph.sandbox.clearRequests();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const REASONS = "/archive_reasons";
const askReasons = () => ask(subgraph, id, "name archiveReasons { name }");
const LEAKS = /127\.0\.0\.1|localhost|lever-sandbox|<html|Basic |ECONN|undici|at .*\.ts/i;

describe("a failure that passes is not noticed", () => {
  test.each<readonly [string, SandboxMishap]>([
    ["500", { kind: "status", status: 500 }],
    ["502", { kind: "status", status: 502 }],
    ["503", { kind: "status", status: 503 }],
    ["504", { kind: "status", status: 504 }],
    ["a connection broken off", { kind: "reset" }],
    ["a connection broken off behind the answer", { kind: "resetAfter" }],
    ["an answer cut off", { kind: "truncate" }],
  ])("%s once: the data, for one more request", async (_, mishap) => {
    subgraph.sandbox.inject({ path: REASONS, times: 1, do: mishap });
    const answer = await askReasons();
    expect(answer.errors).toEqual([]);
    expect(answer.data.atsConnection.archiveReasons).toHaveLength(12);
    expect(subgraph.sandbox.calls()).toHaveLength(2);
  });
});

describe("a failure that stays nulls its field and no more", () => {
  test.each<readonly [string, SandboxMishap, string, boolean, number]>([
    ["500", { kind: "status", status: 500 }, "ATS_UNAVAILABLE", true, 2],
    ["a reset", { kind: "reset" }, "ATS_UNAVAILABLE", true, 3],
    ["a page of HTML", { kind: "html" }, "ATS_BAD_RESPONSE", true, 1],
    ["an answer cut off", { kind: "truncate" }, "ATS_BAD_RESPONSE", true, 2],
    ["401", { kind: "status", status: 401 }, "ATS_CREDENTIALS_INVALID", false, 1],
    ["403", { kind: "status", status: 403 }, "ATS_PERMISSION_MISSING", false, 1],
    ["400", { kind: "status", status: 400, code: "Bad", message: "limit is wrong" }, "ATS_REJECTED", false, 1],
    ["422", { kind: "status", status: 422 }, "ATS_REJECTED", false, 1],
  ])("%s", async (_, mishap, code, retryable, most) => {
    subgraph.sandbox.inject({ path: REASONS, do: mishap });
    const answer = await askReasons();
    expect(answer.data.atsConnection).toEqual({ name: "Nimbus", archiveReasons: null });
    const { path, extensions, message } = onlyError(answer);
    expect(path).toEqual(["atsConnection", "archiveReasons"]);
    expect(extensions).toMatchObject({ code, retryable, connectionId: id });
    expect(extensions["requestId"]).toBe(answer.headers.get("x-request-id"));
    if (retryable) expect(extensions["retryAfterMs"]).toBeGreaterThan(0);
    expect(JSON.stringify({ message, extensions })).not.toMatch(LEAKS);
    expect(subgraph.sandbox.calls().length).toBeLessThanOrEqual(most);
    expect(subgraph.log.join("\n")).not.toMatch(/lever-sandbox|<html/);
  });

  test("a refusal tells Lever's own words", async () => {
    subgraph.sandbox.inject({
      path: REASONS,
      do: { kind: "status", status: 400, code: "BadRequestError", message: "Not this way" },
    });
    expect(onlyError(await askReasons()).extensions).toMatchObject({
      ...{ code: "ATS_REJECTED", leverCode: "BadRequestError", leverMessage: "Not this way" },
    });
  });

  test("the other lists of the same operation stand", async () => {
    subgraph.sandbox.inject({ path: REASONS, do: { kind: "html" } });
    const answer = await ask(
      subgraph,
      id,
      "archiveReasons { name } stages { name } opportunities(first: 3) { nodes { id } } postings(first: 2) { nodes { id } }",
    );
    expect(onlyError(answer).path).toEqual(["atsConnection", "archiveReasons"]);
    expect(answer.data.atsConnection).toMatchObject({
      ...{ archiveReasons: null, stages: { length: 10 } },
      ...{ opportunities: { nodes: { length: 3 } }, postings: { nodes: { length: 2 } } },
    });
  });

  test("it is not remembered: the next operation asks again", async () => {
    const heal = subgraph.sandbox.inject({ path: REASONS, do: { kind: "html" } });
    await askReasons();
    heal();
    expect((await askReasons()).errors).toEqual([]);
  });

  test("429 is waited for as long as Lever says", async () => {
    subgraph.sandbox.inject({
      path: REASONS,
      times: 1,
      do: { kind: "status", status: 429, headers: { "retry-after": "0" } },
    });
    expect((await askReasons()).errors).toEqual([]);
    expect(subgraph.sandbox.calls(REASONS)).toHaveLength(2);
  });
});

describe("Lever away with an old answer at hand", () => {
  test("under no-cache it is the failure, never the old answer", async () => {
    await askReasons();
    subgraph.sandbox.inject({ path: REASONS, do: { kind: "status", status: 503 } });
    const answer = await ask(subgraph, id, "archiveReasons { name }", { headers: { "cache-control": "no-cache" } });
    expect(onlyError(answer).extensions["code"]).toBe("ATS_UNAVAILABLE");
    expect(answer.extensions).not.toHaveProperty("warnings");
  });
});

describe("one of many", () => {
  const ENTITIES =
    "query ($them: [_Any!]!) { _entities(representations: $them) { ... on Opportunity { externalId name } } }";

  function references(): { externalIds: readonly string[]; them: readonly object[] } {
    const externalIds = [...subgraph.sandbox.data.opportunities.keys()].slice(0, 8);
    return { externalIds, them: externalIds.map((one) => ({ __typename: "Opportunity", id: `${id}.${one}` })) };
  }

  test("that Lever does not know is null without an error, in its place", async () => {
    const { externalIds, them } = references();
    subgraph.sandbox.data.opportunities.delete(externalIds[5] ?? "");
    const { data, errors } = await subgraph.query(ENTITIES, { them });
    expect(errors).toEqual([]);
    expect((data._entities as ({ externalId: string } | null)[]).map((one) => one?.externalId ?? null)).toEqual(
      externalIds.map((externalId, index) => (index === 5 ? null : externalId)),
    );
  });

  test("that Lever fails on is null with its error, in its place", async () => {
    const { externalIds, them } = references();
    subgraph.sandbox.inject({ path: `/opportunities/${externalIds[5]}`, do: { kind: "status", status: 500 } });
    const answer = await subgraph.query(ENTITIES, { them });
    const { path, extensions } = onlyError(answer);
    expect(path).toEqual(["_entities", 5]);
    expect(extensions).toMatchObject({ code: "ATS_UNAVAILABLE", retryable: true });
    expect((answer.data._entities as unknown[]).filter((one) => one === null)).toHaveLength(1);
  });

  test("404 of a single one is null", async () => {
    const { data, errors } = await subgraph.query("query ($id: ID!) { atsOpportunity(id: $id) { name } }", {
      id: `${id}.00000000-0000-4000-8000-000000000000`,
    });
    expect(errors).toEqual([]);
    expect(data.atsOpportunity).toBeNull();
  });
});
