import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { RECRUITER_ID, SUPER_ADMIN_ID } from "../../../sandbox/seed/users.js";
import { change, dataFiles, onlyError } from "../../support/connections.js";
import type { Answer, As } from "../../support/subgraph.js";
import { CASES, named, RECRUITER, SET_CASES, WriteWorld } from "./support.js";

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const ADMIN: As = { user: "u-admin", roles: "admin" };

function log(page: string, as: As = ADMIN, fields = "edges { cursor node { id action } } nodes { action }") {
  return world.subgraph.query(
    `query ($id: ID!) { atsConnection(id: $id) { auditLog${page} {
      ${fields} pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }`,
    { id: world.connectionId },
    as,
  );
}

const tags = (count: number) =>
  Array.from({ length: count }, (_, number) => world.write("addOpportunityTags", { tags: [`tag ${number}`] }));

describe.each(named(CASES))("%s", (mutation, its) => {
  test("leaves who did what on whose behalf to which opportunity, and that it is done", async () => {
    its.prepare?.(world);
    const before = Date.now();
    await world.write(mutation, its.input(world), { ...RECRUITER, user: "findem-user-7" });
    const [entry, ...others] = await world.audit(
      "id at userId action opportunityId outcome performedAs { id externalId name }",
    );
    expect(others).toEqual([]);
    const isPerformed = mutation !== "updateOpportunityNote";
    expect(entry).toEqual({
      id: expect.stringMatching(new RegExp(`^${world.connectionId}\\.[A-Za-z0-9_-]{1,100}$`)) as unknown,
      at: expect.any(String) as unknown,
      ...{ userId: "findem-user-7", action: mutation, opportunityId: world.opportunityId, outcome: "DONE" },
      performedAs: isPerformed ? { id: world.id(RECRUITER_ID), externalId: RECRUITER_ID, name: "Nora Lind" } : null,
    });
    const at = Date.parse((entry as { at: string }).at);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });
});

test.each(named(SET_CASES))("%s is FAILED where Lever answers 503 and has not done it", async (mutation, its) => {
  its.prepare?.(world);
  const { method } = its.request(world);
  world.fault({ method, do: { kind: "status", status: 503 } });
  const { userErrors } = await world.write(mutation, its.input(world));
  expect(userErrors).toMatchObject([{ code: "ATS_UNAVAILABLE", retryable: true }]);
  expect(world.sent).toEqual([its.request(world), its.request(world)]);
  expect(await world.audit("action outcome")).toEqual([{ action: mutation, outcome: "FAILED" }]);
});

describe("the log", () => {
  test.each(["recruiter", "viewer,confidential,eeo"])("is not for the roles %s", async (roles) => {
    const answer = await log("", { roles });
    const { extensions, path } = onlyError(answer);
    expect(extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "admin", retryable: false });
    expect(path).toEqual(["atsConnection", "auditLog"]);
    expect(answer.data.atsConnection).toEqual({ auditLog: null });
  });

  test("is there for a caller of the account alone", async () => {
    await world.write("addOpportunityTags", { tags: ["x"] });
    expect((await log("", { ...ADMIN, account: "globex" })).data.atsConnection).toBeNull();
  });

  test("is empty at first", async () => {
    const { data } = await log("");
    expect(data.atsConnection.auditLog).toEqual({
      ...{ edges: [], nodes: [] },
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test("costs no request, with the ids of those on whose behalf things were done", async () => {
    await Promise.all(tags(3));
    const { requests, data } = await log(
      "",
      ADMIN,
      "nodes { performedAs { id connectionId externalId } opportunityId }",
    );
    expect(requests).toBe(0);
    expect(data.atsConnection.auditLog.nodes).toHaveLength(3);
  });

  test("is read page by page, newest first, each entry once, while more are written", async () => {
    for (const writing of [...tags(3)]) await writing;
    await world.write("removeOpportunityTags", { tags: ["tag 0"] });
    const seen: string[] = [];
    let page = "(first: 2)";
    let answer: Answer;
    do {
      answer = await log(page);
      const { nodes, pageInfo, edges } = answer.data.atsConnection.auditLog;
      seen.push(...(nodes as readonly { action: string }[]).map(({ action }) => action));
      expect(pageInfo).toMatchObject({
        hasPreviousPage: page !== "(first: 2)",
        startCursor: edges[0].cursor as unknown,
        endCursor: edges.at(-1).cursor as unknown,
      });
      page = `(first: 2, after: "${pageInfo.endCursor as string}")`;
      await world.write("addOpportunitySources", { sources: [page] });
    } while (answer.data.atsConnection.auditLog.pageInfo.hasNextPage as boolean);
    expect(seen).toEqual(["removeOpportunityTags", ...Array.from({ length: 3 }, () => "addOpportunityTags")]);
  });

  test("goes on behind any edge", async () => {
    for (const writing of [...tags(4)]) await writing;
    const all = (await log("")).data.atsConnection.auditLog.edges as readonly {
      readonly cursor: string;
      readonly node: { readonly id: string };
    }[];
    const { data } = await log(`(first: 500, after: "${all[1]?.cursor ?? ""}")`);
    expect(data.atsConnection.auditLog.edges).toEqual(all.slice(2));
  });

  test.each([
    ["first: 0", "first"],
    ["first: 501", "first"],
    ['after: "made-up.cursor"', "after"],
  ])("with (%s) is BAD_USER_INPUT", async (page, argument) => {
    expect(onlyError(await log(`(${page})`)).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument });
  });

  test("takes no cursor of another list", async () => {
    const { data } = await world.subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) { users(first: 1) { pageInfo { endCursor } } } }`,
      { id: world.connectionId },
      ADMIN,
    );
    const cursor = data.atsConnection.users.pageInfo.endCursor as string;
    const error = onlyError(await log(`(after: "${cursor}")`));
    expect(error.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
  });

  test("can be read of a connection that is switched off", async () => {
    await world.write("addOpportunityTags", { tags: ["x"] });
    await change(world.subgraph, "disableAtsConnection", { connectionId: world.connectionId });
    const { data, errors } = await log("", ADMIN, "nodes { action performedAs { externalId } }");
    expect(errors).toEqual([]);
    expect(data.atsConnection.auditLog.nodes).toEqual([
      { action: "addOpportunityTags", performedAs: { externalId: RECRUITER_ID } },
    ]);
  });

  test("names the default on whose behalf a caller without a Lever user writes, and nobody where nobody is named", async () => {
    const defaultPerformAsEmail = "tomas.ruiz@nimbusrobotics.test";
    await change(world.subgraph, "updateAtsConnection", { connectionId: world.connectionId, defaultPerformAsEmail });
    await world.write("addOpportunityTags", { tags: ["x"] }, { user: "", roles: "recruiter" });
    expect(await world.audit("userId performedAs { externalId }")).toEqual([
      { userId: null, performedAs: { externalId: SUPER_ADMIN_ID } },
    ]);
  });

  test("survives a restart, and is never kept by a client", async () => {
    await world.write("addOpportunityTags", { tags: ["x"] });
    await world.subgraph.restart();
    const answer = await log("");
    expect(answer.data.atsConnection.auditLog.nodes).toHaveLength(1);
    expect(answer.headers.get("cache-control")).toBe("private, max-age=0");
  });
});

test("neither the database's files nor the log holds a word of what was written", async () => {
  const canary = "Canary-of-what-was-written";
  await world.write("addOpportunityTags", { tags: [canary] });
  await world.write("addOpportunityLinks", { links: [`https://example.test/${canary}`] });
  await world.write("addOpportunityNote", { text: `Said ${canary}`, idempotencyKey: "k" });
  const [note] = world.notesSaying(`Said ${canary}`);
  await world.write("updateOpportunityNote", {
    noteId: world.id(world.row.id, note?.id ?? ""),
    text: `${canary} again`,
  });
  expect(world.sent).toHaveLength(4);
  expect(await dataFiles(world.subgraph)).not.toContain(canary);
  expect(world.subgraph.log.join("\n")).not.toContain(canary);
  expect(JSON.stringify(await world.audit("id at userId action opportunityId outcome"))).not.toContain(canary);
});
