import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDEM_KEY } from "../../../sandbox/keys.js";
import { ask, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
let id: string;

beforeAll(async () => {
  subgraph = await startSubgraph();
  id = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

interface Row {
  readonly id: string;
  readonly externalId: string;
  readonly [field: string]: unknown;
}

/** Walks a list to its end by cursors. */
async function walk(field: string, first: number, more = "", fields = "id externalId"): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const cursor: string = after === null ? "" : `, after: "${after}"`;
    const list = `${field}(first: ${first}${cursor}${more}) { nodes { ${fields} } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
    const answer = await ask(subgraph, id, list);
    expect(answer.errors).toEqual([]);
    const { nodes, edges, pageInfo } = answer.data.atsConnection[field];
    expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
    expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null);
    expect(nodes.length).toBeLessThanOrEqual(first);
    rows.push(...(nodes as Row[]));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor as string) : null;
  } while (after !== null);
  return rows;
}

describe("stages and archive reasons", () => {
  test("stages come in Lever's order, numbered from 0", async () => {
    const { data } = await ask(subgraph, id, "stages { id connectionId externalId name index }");
    expect(data.atsConnection.stages).toEqual(
      [...subgraph.sandbox.data.stages.values()].map(({ id: externalId, text }, index) => ({
        ...{ id: `${id}.${externalId}`, connectionId: id, externalId, name: text, index },
      })),
    );
  });

  test("archive reasons come all, inactive ones too, or of one type", async () => {
    const { data } = await ask(
      subgraph,
      id,
      "all: archiveReasons { name type active } hired: archiveReasons(type: HIRED) { name } not: archiveReasons(type: NON_HIRED) { name active } null: archiveReasons(type: null) { name }",
    );
    const { all, hired, not, null: none } = data.atsConnection;
    expect(all).toHaveLength(12);
    expect(none).toHaveLength(12);
    expect(hired.map(({ name }: Row) => name)).toEqual(["Hired", "Hired as contractor"]);
    expect(not).toHaveLength(10);
    expect(not).toContainEqual({ name: "Culture fit", active: false });
  });
});

describe("users", () => {
  test("are the active ones, each once, over as many pages as it takes", async () => {
    const active = [...subgraph.sandbox.data.users.values()].filter(({ deactivatedAt }) => deactivatedAt === null);
    const walked = (await walk("users", 7)).map(({ externalId }) => externalId);
    expect(new Set(walked).size).toBe(walked.length);
    expect([...walked].sort()).toEqual(active.map((user) => user.id).sort());
  });

  test("are all with includeDeactivated", async () => {
    const all = await walk("users", 500, ", includeDeactivated: true", "externalId deactivatedAt");
    expect(all).toHaveLength(subgraph.sandbox.data.users.size);
    expect(all.some(({ deactivatedAt }) => deactivatedAt !== null)).toBe(true);
  });

  test.each(["nora", "LIND", "  lind   nora ", "nora.lind@nimbus"])("are found by %j", async (search) => {
    const found = await walk("users", 100, `, search: ${JSON.stringify(search)}`, "name");
    expect(found).toContainEqual({ name: "Nora Lind" });
    expect(found.length).toBeLessThan(10);
  });

  test("are none where no user has all words", async () => {
    expect(await walk("users", 100, `, search: "nora zzzz"`)).toEqual([]);
  });
});

describe("postings", () => {
  test("are all that Lever has, internal-only ones too, each once", async () => {
    const walked = (await walk("postings", 33)).map(({ externalId }) => externalId);
    const postings = [...subgraph.sandbox.data.postings.values()];
    expect(new Set(walked).size).toBe(walked.length);
    expect([...walked].sort()).toEqual(postings.map((posting) => posting.id).sort());
    const internalOnly = postings.filter(
      ({ state, distributionChannels }) => state === "published" && distributionChannels?.join() === "internal",
    );
    expect(internalOnly.length).toBeGreaterThan(0);
    expect(walked).toEqual(expect.arrayContaining(internalOnly.map((posting) => posting.id)));
  });

  test.each([
    ["states: [CLOSED, DRAFT]", (row: Row) => ["CLOSED", "DRAFT"].includes(String(row["state"]))],
    [`teams: ["Controls"]`, (row: Row) => row["team"] === "Controls"],
    [`departments: ["Engineering"]`, (row: Row) => row["department"] === "Engineering"],
    [`search: "engineer senior"`, (row: Row) => /senior.*engineer/i.test(String(row["title"]))],
    [`locations: ["Berlin"]`, (row: Row) => (row["allLocations"] as string[]).includes("Berlin")],
    [`tags: ["Hardware"]`, (row: Row) => (row["tags"] as string[]).includes("Hardware")],
    ["confidentiality: CONFIDENTIAL", (row: Row) => row["confidentiality"] === "CONFIDENTIAL"],
    ["confidentiality: NON_CONFIDENTIAL", (row: Row) => row["confidentiality"] === "NON_CONFIDENTIAL"],
    [
      `teams: ["Controls", "Design"], states: [PUBLISHED]`,
      (row: Row) => ["Controls", "Design"].includes(String(row["team"])) && row["state"] === "PUBLISHED",
    ],
  ])("with { %s } are exactly those", async (filter, isWanted) => {
    const fields = "externalId title state team department allLocations tags confidentiality";
    const all = await walk("postings", 500, "", fields);
    const wanted = all.filter(isWanted);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(all.length);
    expect(await walk("postings", 40, `, filter: { ${filter} }`, fields)).toEqual(wanted);
  });

  test("with an empty list are none", async () => {
    expect(await walk("postings", 40, ", filter: { teams: [] }")).toEqual([]);
  });
});

describe("pages", () => {
  test.each([
    "users(first: 0) { nodes { id } }",
    "users(first: -1) { nodes { id } }",
    "postings(first: 501) { nodes { id } }",
  ])("of %s are refused, and nothing is sent", async (list) => {
    subgraph.sandbox.clearRequests();
    const answer = await ask(subgraph, id, `name ${list}`);
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "first" });
    expect(answer.data.atsConnection.name).toBe("Nimbus");
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("go on from cursors of the very same list alone", async () => {
    const { data } = await ask(
      subgraph,
      id,
      "users(first: 2) { pageInfo { endCursor } } postings(first: 2) { pageInfo { endCursor } }",
    );
    const users = data.atsConnection.users.pageInfo.endCursor as string;
    const postings = data.atsConnection.postings.pageInfo.endCursor as string;
    const forged = `${Buffer.from(JSON.stringify([null, "x", 5])).toString("base64url")}.${users.split(".")[1]}`;
    subgraph.sandbox.clearRequests();
    for (const [list, cursor] of [
      ["users", postings],
      ["postings", users],
      ["users", "garbage"],
      ["users", ""],
      ["users", `${users}x`],
      ["users", forged],
      ["users", "x".repeat(10_000)],
    ] as const) {
      const answer = await ask(subgraph, id, `${list}(after: "${cursor}") { nodes { id } }`);
      expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
    }
    const filtered = await ask(subgraph, id, `users(search: "nora", after: "${users}") { nodes { id } }`);
    expect(onlyError(filtered).extensions["code"]).toBe("BAD_USER_INPUT");
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

describe("viewer", () => {
  const viewer = (as: object) => ask(subgraph, id, "viewer { roles performAs { name } }", as);

  test("has the roles with those they include", async () => {
    expect((await viewer({ roles: "admin" })).data.atsConnection.viewer.roles).toEqual([
      "admin",
      "recruiter",
      "viewer",
    ]);
    expect((await viewer({ roles: "unheard-of" })).data.atsConnection.viewer.roles).toEqual(["viewer"]);
  });

  test("acts as the Lever user of the same address, else as nobody", async () => {
    const performer = async (email?: string) =>
      (await viewer(email === undefined ? {} : { email })).data.atsConnection.viewer.performAs as unknown;
    expect(await performer("NORA.LIND@nimbusrobotics.test")).toEqual({ name: "Nora Lind" });
    expect(await performer("nobody@example.test")).toBeNull();
    expect(await performer()).toBeNull();
    const interviewer = [...subgraph.sandbox.data.users.values()].find(
      ({ accessRole, deactivatedAt }) => accessRole === "interviewer" && deactivatedAt === null,
    );
    expect(await performer(interviewer?.email)).toBeNull();
  });
});

test("a key without 'find all stages' gets everything else", async () => {
  const findem = subgraph.sandbox.data.keys.get(FINDEM_KEY);
  const permissions = (findem?.permissions ?? []).filter((name) => name !== "find all stages");
  subgraph.sandbox.addKey({ apiKey: "lever-sandbox-no-stages", name: "No stages", permissions, confidential: true });
  const without = await subgraph.connect("lever-sandbox-no-stages", {}, "No stages");
  const answer = await ask(
    subgraph,
    without,
    "status stages { name } archiveReasons { name } users(first: 500) { nodes { name } } postings { nodes { title } }",
  );
  const { path, extensions, message } = onlyError(answer);
  expect(path).toEqual(["atsConnection", "stages"]);
  expect(extensions).toMatchObject({
    ...{ code: "ATS_PERMISSION_MISSING", permission: "find all stages" },
    ...{ connectionId: without, retryable: false },
  });
  expect(message).toContain("'find all stages'");
  expect(answer.data.atsConnection).toMatchObject({
    ...{ status: "MISSING_PERMISSIONS", stages: null, archiveReasons: { length: 12 } },
    ...{ postings: { nodes: { length: 50 } } },
  });
  expect(answer.data.atsConnection.users.nodes.length).toBeGreaterThan(20);
});
