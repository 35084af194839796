import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { RECRUITER } from "../../support/uploads.js";
import { type BulkMutation, finished, idOf, itemsOf, movable, progress, start } from "./support.js";

let subgraph: TestSubgraph;
let connectionId: string;

const TARGET = STAGES.offer.id;

beforeAll(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 300 } });
  connectionId = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());
beforeEach(() => subgraph.sandbox.clearRequests());

const graphId = (externalId: string): string => `${connectionId}.${externalId}`;
const moves = (count: number) =>
  movable(subgraph, count, TARGET).map(({ id }) => ({ opportunityId: graphId(id), toStageId: graphId(TARGET) }));
const anExport = (key: string) => ({
  ...{ connectionId, profileId: "p1", name: "Ada", emails: [`${key}@new.example.test`], idempotencyKey: key },
});

describe("what is asked for", () => {
  test("of more than a hundred items is TOO_MANY_ITEMS, and nothing is begun", async () => {
    const [item] = moves(1);
    const many = Array.from({ length: 101 }, () => item);
    const started = await start(subgraph, "advanceOpportunities", many, "too many");
    expect(started).toMatchObject({
      operation: null,
      userErrors: [{ code: "TOO_MANY_ITEMS", path: ["input", "items"], retryable: false }],
    });
    expect(subgraph.sandbox.requests).toEqual([]);
    expect((await start(subgraph, "advanceOpportunities", [], "too many")).operation).toMatchObject({ total: 0 });
  });

  test("of no items is done at once", async () => {
    const { operation } = await start(subgraph, "rejectOpportunities", [], "nothing");
    expect(operation).toMatchObject({ state: "DONE", total: 0, processed: 0, failed: 0 });
    expect(operation?.finishedAt).not.toBeNull();
    expect((await itemsOf(subgraph, operation?.id ?? "")).nodes).toEqual([]);
  });

  test.each<readonly [string, BulkMutation, () => unknown]>([
    ["input.items.1.dryRun", "advanceOpportunities", () => ({ ...moves(1)[0], dryRun: true })],
    ["input.items.1.opportunityId", "advanceOpportunities", () => ({ ...moves(1)[0], opportunityId: "x" })],
    ["input.items.1.toStageId", "advanceOpportunities", () => ({ ...moves(1)[0], toStageId: "a/b" })],
    ["input.items.1.expectedStageId", "advanceOpportunities", () => ({ ...moves(1)[0], expectedStageId: "" })],
    ["input.items.1.dryRun", "exportProfilesToAts", () => ({ ...anExport("dry"), dryRun: true })],
    ["input.items.1.connectionId", "exportProfilesToAts", () => ({ ...anExport("bad"), connectionId: "a.b" })],
    ["input.items.1.name", "exportProfilesToAts", () => ({ ...anExport("bad"), name: "" })],
    ["input.items.1.emails.0", "exportProfilesToAts", () => ({ ...anExport("bad"), emails: ["no"] })],
    ["input.items.1.idempotencyKey", "exportProfilesToAts", () => ({ ...anExport("bad"), idempotencyKey: "" })],
  ])("and malformed is BAD_USER_INPUT at %s in %s, and nothing is begun", async (argument, mutation, bad) => {
    const good = mutation === "exportProfilesToAts" ? anExport("never") : moves(1)[0];
    const { answer } = await start(subgraph, mutation, [good, bad()], "malformed");
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("of a rejection with a malformed reason names the item", async () => {
    const [item] = moves(1);
    const bad = { opportunityId: item?.opportunityId, reasonId: "none" };
    const { answer } = await start(subgraph, "rejectOpportunities", [bad], "malformed");
    expect(onlyError(answer).extensions).toMatchObject({ argument: "input.items.0.reasonId" });
  });

  test.each(["advanceOpportunities", "rejectOpportunities", "exportProfilesToAts"] as const)(
    "by a viewer is FORBIDDEN: %s",
    async (mutation) => {
      const { answer } = await start(subgraph, mutation, [], "viewer", { ...RECRUITER, roles: "viewer" });
      expect(onlyError(answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "recruiter" });
    },
  );
});

describe("an idempotency key", () => {
  test("with the same items gives the same operation, and nothing is done twice", async () => {
    const items = moves(5);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => start(subgraph, "advanceOpportunities", items, "same")),
    );
    const ids = new Set(all.map(idOf));
    expect(ids.size).toBe(1);
    const [id = ""] = ids;
    await finished(subgraph, id);
    const again = await start(subgraph, "advanceOpportunities", items, "same");
    expect(again.operation).toMatchObject({ id, state: "DONE", processed: 5 });
    expect(subgraph.sandbox.calls(/^PUT/)).toHaveLength(5);
  });

  test("with other items is IDEMPOTENCY_KEY_REUSED, and those are not done", async () => {
    const [first, second] = moves(2);
    await finished(subgraph, idOf(await start(subgraph, "advanceOpportunities", [first], "reused")));
    subgraph.sandbox.clearRequests();
    const started = await start(subgraph, "advanceOpportunities", [second], "reused");
    expect(started).toMatchObject({
      operation: null,
      userErrors: [{ code: "IDEMPOTENCY_KEY_REUSED", path: ["input", "idempotencyKey"] }],
    });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test.each(["", " ", "k".repeat(201)])("%j is BAD_USER_INPUT", async (key) => {
    const { answer } = await start(subgraph, "advanceOpportunities", [], key);
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.idempotencyKey" });
  });
});

describe("an operation", () => {
  const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on AtsBulkOperation { id state total } } }`;

  test("is an entity, and of its own account alone", async () => {
    const id = idOf(await start(subgraph, "advanceOpportunities", moves(1), "entity"));
    await finished(subgraph, id);
    const representations = [id, "0123", "no/id"].map((its) => ({ __typename: "AtsBulkOperation", id: its }));
    const own = await subgraph.query(ENTITY, { representations }, RECRUITER);
    expect(own.data._entities).toEqual([{ id, state: "DONE", total: 1 }, null, null]);
    const globex = { ...RECRUITER, account: "globex" };
    expect((await subgraph.query(ENTITY, { representations }, globex)).data._entities).toEqual([null, null, null]);
    expect(await progress(subgraph, id, globex)).toBeNull();
    expect(await progress(subgraph, "0123")).toBeNull();
  });

  test("by a malformed id is BAD_USER_INPUT", async () => {
    const answer = await subgraph.query(`{ atsBulkOperation(id: "a\\u0000b") { id } }`, {}, RECRUITER);
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "id" });
  });

  test("is read by a viewer of the account, and its cursors are good for it alone", async () => {
    const [one, two] = await Promise.all(
      ["cursor 1", "cursor 2"].map(async (key) => {
        const id = idOf(await start(subgraph, "advanceOpportunities", moves(2), key));
        await finished(subgraph, id, { ...RECRUITER, roles: "viewer" });
        return id;
      }),
    );
    const { edges } = await itemsOf(subgraph, one ?? "", { first: 1 }, "index");
    const other = await subgraph.query(
      `query ($id: ID!, $after: String) { atsBulkOperation(id: $id) { items(after: $after) { nodes { index } } } }`,
      { id: two, after: edges[0]?.cursor },
      RECRUITER,
    );
    expect(onlyError(other).extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });
});
