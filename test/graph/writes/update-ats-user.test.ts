import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SandboxData } from "../../../sandbox/data.js";
import { READ_ONLY_KEY } from "../../../sandbox/keys.js";
import { FINDEM_NAMES } from "../../../sandbox/permissions.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { sentWrites } from "./sent-writes.js";

const MUTATION = `mutation ($input: UpdateAtsUserInput!) { updateAtsUser(input: $input) {
  user { externalId name email accessRole jobTitle externalDirectoryId deactivatedAt }
  plannedRequests { method path body } userErrors { code path permission } } }`;

type UserRecord = SandboxData["users"] extends Map<string, infer Row> ? Row : never;

let graph: TestSubgraph;
let id: string;
let nora: UserRecord;
let boss: UserRecord;

async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  graph = await startSubgraph({ sandbox: { opportunities: 30 }, environment });
  id = await graph.connect();
  [nora, boss] = [named("Nora Lind"), named("Tomas Ruiz")];
  Object.assign(nora, { managerId: boss.id });
  graph.sandbox.clearRequests();
}

beforeEach(() => start());
afterEach(() => graph[Symbol.asyncDispose]());

function named(name: string): UserRecord {
  const found = [...graph.sandbox.data.users.values()].find((row) => row.name === name);
  if (!found) throw new Error(`The seed has no ${name}`);
  return found;
}

async function update(input: object, as: As = {}, connection = id) {
  const variables = { input: { userId: `${connection}.${nora.id}`, ...input } };
  const answer = await graph.query(MUTATION, variables, as);
  return { ...answer, payload: answer.data?.updateAtsUser };
}

const whole = () => ({
  name: "Nora Lind",
  email: "nora.lind@nimbusrobotics.test",
  accessRole: "team member",
  externalDirectoryId: "E-1009",
  jobTitle: "Senior Recruiter",
  managerId: boss.id,
});

test("one field changes and the whole user is sent, the access role as it was, once and in nobody's name", async () => {
  const { payload, errors, calls } = await update({ jobTitle: "Lead Recruiter" });
  expect(errors).toEqual([]);
  const body = { ...whole(), jobTitle: "Lead Recruiter" };
  expect(sentWrites(graph.sandbox)).toEqual([{ method: "PUT", path: `/users/${nora.id}`, body }]);
  expect(payload).toMatchObject({ user: { jobTitle: "Lead Recruiter", accessRole: "team member" }, userErrors: [] });
  expect(calls).toEqual(["GET /users/:id", "PUT /users/:id", "GET /users/:id"]);
  expect(nora).toMatchObject(body);
});

test("null clears what may be empty: it is left out, and Lever clears what is left out", async () => {
  const { payload } = await update({ jobTitle: null, externalDirectoryId: null, managerId: null });
  const { name, email, accessRole } = whole();
  expect(sentWrites(graph.sandbox)).toMatchObject([{ body: { name, email, accessRole } }]);
  expect(Object.keys(sentWrites(graph.sandbox)[0]?.body as object)).toEqual(["name", "email", "accessRole"]);
  expect(payload.user).toMatchObject({ jobTitle: null, externalDirectoryId: null });
  expect(nora).toMatchObject({ jobTitle: null, externalDirectoryId: null, managerId: null });
});

test("a custom role stays what it is", async () => {
  nora.accessRole = "9d8c7b6a-5e4f-4321-8abc-def012345678";
  await update({ name: "Nora L." });
  expect(sentWrites(graph.sandbox)).toMatchObject([{ body: { accessRole: nora.accessRole, name: "Nora L." } }]);
});

test("a deactivated user is found in the list", async () => {
  nora.deactivatedAt = 1;
  const { payload } = await update({ name: "Nora L." });
  expect(payload).toMatchObject({ user: { name: "Nora L.", deactivatedAt: expect.any(String) }, userErrors: [] });
  expect(sentWrites(graph.sandbox)).toMatchObject([{ body: { ...whole(), name: "Nora L." } }]);
});

test("what was read before shows the change at once", async () => {
  const read = `query ($id: ID!) { atsConnection(id: $id) { users { nodes { name } } } }`;
  await graph.query(read, { id });
  await update({ name: "Nora L." });
  const { data } = await graph.query(read, { id });
  expect(data.atsConnection.users.nodes).toContainEqual({ name: "Nora L." });
});

test("where it is so already nothing is sent; a dry run sends nothing and shows what is sent then", async () => {
  expect((await update({ name: "Nora Lind", managerId: `${id}.${boss.id}` })).payload.userErrors).toEqual([]);
  const planned = (await update({ name: "N", dryRun: true })).payload.plannedRequests;
  expect((await update({ dryRun: true })).payload.plannedRequests).toEqual([]);
  expect(sentWrites(graph.sandbox)).toEqual([]);
  await update({ name: "N" });
  expect(planned).toEqual(sentWrites(graph.sandbox));
});

describe("raising somebody to admin", () => {
  const REFUSED = [{ extensions: { code: "BAD_USER_INPUT", argument: "input.accessRole" } }];

  test.each(["admin", "super admin", "superadmin", "SuperAdmin"])(
    "to %s is refused and nothing is sent",
    async (role) => {
      for (const dryRun of [true, false]) {
        expect((await update({ accessRole: role, dryRun })).errors).toMatchObject(REFUSED);
      }
      expect(sentWrites(graph.sandbox)).toEqual([]);
    },
  );

  test("of an admin to super admin is one as well; to stay so or to become less is none", async () => {
    nora.accessRole = "admin";
    expect((await update({ accessRole: "super admin" })).errors).toMatchObject(REFUSED);
    expect((await update({ accessRole: "admin", name: "N" })).payload.userErrors).toEqual([]);
    nora.accessRole = "super admin";
    expect((await update({ accessRole: "admin" })).payload.user.accessRole).toBe("admin");
    expect((await update({ accessRole: "interviewer" })).payload.user.accessRole).toBe("interviewer");
  });

  test("is done where the operator allows it", async () => {
    await graph[Symbol.asyncDispose]();
    await start({ ALLOW_LEVER_ADMIN_GRANT: "true" });
    const { payload } = await update({ accessRole: "super admin" });
    expect(payload).toMatchObject({ user: { accessRole: "super admin" }, userErrors: [] });
    expect(sentWrites(graph.sandbox)).toMatchObject([{ body: { ...whole(), accessRole: "super admin" } }]);
  });
});

test("a manager has to be a user of the connection", async () => {
  const other = await graph.connect("lever-sandbox-other-account-key-yH4s", {}, "Other");
  const stranger = [...graph.sandbox.otherData.users.keys()][0];
  for (const managerId of [`${id}.nobody`, `${other}.${stranger}`, `${id}.${stranger}`]) {
    const { payload } = await update({ managerId });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "managerId"] }]);
  }
  expect(sentWrites(graph.sandbox)).toEqual([]);
});

test.each([
  [{ name: null }, "input.name"],
  [{ email: " " }, "input.email"],
  [{ email: "nonsense" }, "input.email"],
  [{ accessRole: null }, "input.accessRole"],
  [{ accessRole: "team leader" }, "input.accessRole"],
  [{ managerId: "nonsense" }, "input.managerId"],
  [{ userId: "nonsense" }, "input.userId"],
])("malformed input is refused by name before anything is sent: %j", async (input, argument) => {
  const { errors } = await update(input);
  expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument } }]);
  expect(graph.sandbox.requests).toEqual([]);
});

describe("nothing is sent", () => {
  test("for a recruiter", async () => {
    const { errors } = await update({ name: "X" }, { roles: "recruiter" });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", requiredRole: "admin" } }]);
    expect(graph.sandbox.requests).toEqual([]);
  });

  test("for another account, or about nobody", async () => {
    const about = [await update({ name: "X" }, { account: "other" }), await update({ userId: `${id}.nobody` })];
    for (const { payload } of about) {
      expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "userId"] }]);
    }
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test("where the role can't be read: it would be written over with another", async () => {
    Object.assign(nora, { accessRole: null });
    const { payload } = await update({ name: "X" });
    expect(payload.userErrors).toMatchObject([{ code: "ATS_BAD_RESPONSE" }]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });
});

test("a permission that is missing is named; the list serves a key that may not read a single user", async () => {
  const readOnly = await graph.connect(READ_ONLY_KEY, {}, "Reads");
  const { payload } = await update({ name: "X" }, {}, readOnly);
  expect(payload.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "update a user" }]);
  const apiKey = "lever-sandbox-no-single-user";
  const permissions = FINDEM_NAMES.filter((name) => name !== "find a user");
  graph.sandbox.addKey({ apiKey, name: "No single user", permissions, confidential: true });
  const listing = await graph.connect(apiKey, {}, "No single user");
  expect((await update({ name: "X" }, {}, listing)).payload).toMatchObject({ user: { name: "X" }, userErrors: [] });
});

test("a failure after the deed is read back, and nothing is sent twice", async () => {
  graph.sandbox.inject({ method: "PUT", times: 1, do: { kind: "resetAfter" } });
  const { payload } = await update({ name: "N" });
  expect(payload).toMatchObject({ user: { name: "N" }, userErrors: [] });
  expect(sentWrites(graph.sandbox)).toHaveLength(1);
});

test("what Lever refuses is data, with the user as they are", async () => {
  const { payload } = await update({ email: boss.email });
  expect(payload.userErrors).toMatchObject([{ code: "ATS_REJECTED" }]);
  expect(payload.user.email).toBe(whole().email);
});
