import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ask, change, connectionsOf, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeEach(async () => {
  subgraph = await startSubgraph();
  id = await subgraph.connect();
  subgraph.sandbox.clearRequests();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const disable = () => change(subgraph, "disableAtsConnection", { connectionId: id });
const enable = () => change(subgraph, "enableAtsConnection", { connectionId: id });

describe("a connection that is switched off", () => {
  test("says so, and sends nothing for whatever is asked", async () => {
    expect((await disable()).connection).toMatchObject({ id, enabled: false, status: "DISABLED" });
    const answer = await ask(
      subgraph,
      id,
      "name stages { name } users { nodes { name } } opportunities { nodes { id } } viewer { roles performAs { name } }",
    );
    expect(answer.data.atsConnection).toMatchObject({ name: "Nimbus", stages: null, users: null, opportunities: null });
    expect(answer.errors).toHaveLength(4);
    for (const { extensions } of answer.errors) {
      expect(extensions).toMatchObject({ code: "ATS_CONNECTION_DISABLED", connectionId: id, retryable: false });
    }
    const entities = await subgraph.query(
      `query ($them: [_Any!]!) { _entities(representations: $them) { ... on AtsStage { name } } }`,
      { them: [{ __typename: "AtsStage", id: `${id}.lead-new` }] },
    );
    expect(onlyError(entities).extensions["code"]).toBe("ATS_CONNECTION_DISABLED");
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("is verified and changed no more, as far as Lever would be asked", async () => {
    await disable();
    const verified = await change(subgraph, "verifyAtsConnection", { connectionId: id });
    expect(verified.userErrors).toMatchObject([{ code: "ATS_CONNECTION_DISABLED", retryable: false }]);
    const updated = await change(subgraph, "updateAtsConnection", {
      connectionId: id,
      defaultPerformAsEmail: "nora.lind@nimbusrobotics.test",
    });
    expect(updated.codes).toEqual(["ATS_CONNECTION_DISABLED"]);
    const renamed = await change(subgraph, "updateAtsConnection", { connectionId: id, name: "Off" });
    expect(renamed.connection).toMatchObject({ name: "Off", status: "DISABLED" });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("is still off after a restart", async () => {
    await disable();
    await subgraph.restart();
    const answer = await ask(subgraph, id, "status stages { name }");
    expect(answer.data.atsConnection).toEqual({ status: "DISABLED", stages: null });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("may be switched off twice", async () => {
    await disable();
    expect((await disable()).connection?.status).toBe("DISABLED");
  });

  test("refuses what was under way", async () => {
    subgraph.sandbox.inject({ path: "/archive_reasons", do: { kind: "hang" } });
    const underWay = ask(subgraph, id, "archiveReasons { name }");
    await vi.waitFor(() => expect(subgraph.sandbox.calls()).toEqual(["GET /archive_reasons"]));
    await disable();
    const answer = await underWay;
    expect(onlyError(answer).extensions).toMatchObject({ code: "ATS_CONNECTION_DISABLED", connectionId: id });
    expect(subgraph.sandbox.calls()).toEqual(["GET /archive_reasons"]);
  });

  test("works again once it is switched on, with what it was", async () => {
    await disable();
    expect((await enable()).connection).toMatchObject({ id, enabled: true, status: "ACTIVE", name: "Nimbus" });
    const answer = await ask(subgraph, id, "archiveReasons { name }");
    expect(answer.errors).toEqual([]);
    expect(answer.data.atsConnection.archiveReasons).toHaveLength(12);
    expect((await enable()).connection?.enabled).toBe(true);
  });

  test("leaves the account's other connections alone", async () => {
    const other = await subgraph.connect("lever-sandbox-plain-key-8mZ2", {}, "Plain");
    await disable();
    expect((await connectionsOf(subgraph)).map(({ status }) => status)).toEqual(["DISABLED", "ACTIVE"]);
    expect((await ask(subgraph, other, "archiveReasons { name }")).errors).toEqual([]);
  });
});
