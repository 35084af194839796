import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { FINDEM_KEY } from "../../../sandbox/keys.js";
import { openSqlite } from "../../../src/store/open-database.js";
import { systemClock } from "../../../src/time/system-clock.js";
import { ask, change, connectionsOf, onlyError, removeConnection } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeEach(async () => {
  subgraph = await startSubgraph();
  id = await subgraph.connect();
  subgraph.sandbox.clearRequests();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const update = (input: Readonly<Record<string, unknown>>) =>
  change(subgraph, "updateAtsConnection", { connectionId: id, ...input });

describe("updateAtsConnection", () => {
  test("renames without a request", async () => {
    expect((await update({ name: " Robotics " })).connection?.name).toBe("Robotics");
    expect(subgraph.sandbox.requests).toEqual([]);
    await subgraph.restart();
    expect((await connectionsOf(subgraph))[0]?.name).toBe("Robotics");
  });

  test.each([
    ["null", null],
    ["empty", ""],
    ["nothing but space", "  "],
    ["too long", "n".repeat(201)],
  ])("keeps the name where the new one is %s", async (_, name) => {
    const { answer } = await update({ name });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.name" });
    expect((await connectionsOf(subgraph))[0]?.name).toBe("Nimbus");
  });

  test("sets the default user, keeps it where it is left out, and clears it with null", async () => {
    const set = await update({ defaultPerformAsEmail: "nora.lind@nimbusrobotics.test" });
    const performer = set.connection?.defaultPerformAs;
    expect(performer).not.toBeNull();
    expect((await update({ name: "Robotics" })).connection?.defaultPerformAs).toEqual(performer);
    const cleared = await update({ defaultPerformAsEmail: null });
    expect(cleared.connection).toMatchObject({ defaultPerformAs: null, name: "Robotics" });
  });

  test("changes nothing at all where the user is unknown", async () => {
    const before = await connectionsOf(subgraph);
    const { userErrors } = await update({ name: "Other", defaultPerformAsEmail: "nobody@example.test" });
    expect(userErrors).toMatchObject([{ code: "PERFORM_AS_UNKNOWN", path: ["input", "defaultPerformAsEmail"] }]);
    expect(await connectionsOf(subgraph)).toEqual(before);
  });

  test("may be given nothing to change", async () => {
    expect((await update({})).connection).toMatchObject({ id, name: "Nimbus" });
  });
});

describe("removeAtsConnection", () => {
  const ROWS = ["connection", "stage_mapping", "opportunity", "permission", "reference_id"] as const;

  async function rowsLeft(): Promise<Record<string, number>> {
    const { kysely, close } = await openSqlite(subgraph.dataDir, systemClock);
    const counts: Record<string, number> = {};
    for (const table of ROWS) {
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(kysely);
      counts[table] = Number(rows[0]?.count);
    }
    await close();
    return counts;
  }

  test("takes everything of it out of every table", async () => {
    await ask(subgraph, id, "stageMapping { id } opportunities { nodes { id } }");
    for (const count of Object.values(await rowsLeft())) expect(count).toBeGreaterThan(0);
    expect(await removeConnection(subgraph, id)).toEqual({ removedId: id, codes: [] });
    expect(await rowsLeft()).toEqual(Object.fromEntries(ROWS.map((table) => [table, 0])));
    expect(await connectionsOf(subgraph)).toEqual([]);
  });

  test("makes whatever was read through it unknown, without a request", async () => {
    const { data } = await ask(subgraph, id, "stages { id } opportunities(first: 1) { nodes { id candidate { id } } }");
    const [opportunity] = data.atsConnection.opportunities.nodes as { id: string; candidate: { id: string } }[];
    const [stage] = data.atsConnection.stages as { id: string }[];
    await removeConnection(subgraph, id);
    subgraph.sandbox.clearRequests();
    const answer = await subgraph.query(
      `query ($id: ID!, $opportunity: ID!, $candidate: ID!, $them: [_Any!]!) {
        atsConnection(id: $id) { id }
        atsOpportunity(id: $opportunity) { name }
        atsCandidate(id: $candidate) { name }
        _entities(representations: $them) { __typename }
      }`,
      {
        ...{ id, opportunity: opportunity?.id, candidate: opportunity?.candidate.id },
        them: [
          { __typename: "AtsConnection", id },
          { __typename: "Opportunity", id: opportunity?.id },
          { __typename: "Candidate", id: opportunity?.candidate.id },
          { __typename: "AtsStage", id: stage?.id },
        ],
      },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({
      ...{ atsConnection: null, atsOpportunity: null, atsCandidate: null },
      _entities: [null, null, null, null],
    });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("finds nothing the second time", async () => {
    await removeConnection(subgraph, id);
    expect(await removeConnection(subgraph, id)).toEqual({ removedId: null, codes: ["NOT_FOUND"] });
  });

  test("leaves room for the same key again, under another id and without what was cached", async () => {
    await removeConnection(subgraph, id);
    const again = await subgraph.connect(FINDEM_KEY);
    expect(again).not.toBe(id);
    expect(subgraph.sandbox.calls("/stages")).toHaveLength(1);
  });

  test("works while it is switched off, and is an admin's", async () => {
    await change(subgraph, "disableAtsConnection", { connectionId: id });
    const { data, errors } = await subgraph.query(
      `mutation ($id: ID!) { removeAtsConnection(input: { connectionId: $id }) { removedId } }`,
      { id },
      { roles: "recruiter" },
    );
    expect(data.removeAtsConnection).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "admin" });
    expect(await removeConnection(subgraph, id)).toEqual({ removedId: id, codes: [] });
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});
