import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, NO_APPLICATIONS_KEY, PLAIN_KEY, STAGES_ONLY_KEY } from "../../../sandbox/keys.js";
import { ask, change, connectionsOf, onlyError, untilStatus } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await startSubgraph();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

const REVOKED = { do: { kind: "status", status: 401 } } as const;
const statusOf = async (id: string): Promise<string> =>
  (await ask(subgraph, id, "status")).data.atsConnection.status as string;

describe("MISSING_PERMISSIONS", () => {
  test("is known from the very check that connects", async () => {
    const { connection } = await change(subgraph, "connectLever", { name: "Stages", apiKey: STAGES_ONLY_KEY });
    expect(connection?.status).toBe("MISSING_PERMISSIONS");
    await subgraph.restart();
    expect(await statusOf(connection?.id ?? "")).toBe("MISSING_PERMISSIONS");
  });

  test("is known from the check of a key that replaces another", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    subgraph.sandbox.addKey({
      ...{ apiKey: "lever-sandbox-users-only", name: "Users" },
      ...{ permissions: ["find all users"], confidential: false },
    });
    const { connection } = await change(subgraph, "rotateAtsApiKey", {
      connectionId: id,
      apiKey: "lever-sandbox-users-only",
    });
    expect(connection).toMatchObject({ id, status: "MISSING_PERMISSIONS" });
    const { connection: healed } = await change(subgraph, "rotateAtsApiKey", { connectionId: id, apiKey: FINDEM_KEY });
    expect(healed).toMatchObject({ id, status: "ACTIVE" });
  });

  test("shows once an operation meets the missing permission, and goes once it is ticked", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    const refuse = { path: "/archive_reasons", do: { kind: "status", status: 403 } } as const;
    const allow = subgraph.sandbox.inject(refuse);
    const answer = await ask(subgraph, id, "archiveReasons { name }");
    expect(onlyError(answer).extensions).toMatchObject({
      code: "ATS_PERMISSION_MISSING",
      permission: "find all archive reasons",
      connectionId: id,
    });
    await untilStatus(subgraph, id, "MISSING_PERMISSIONS");
    allow();
    expect((await ask(subgraph, id, "archiveReasons { name }")).errors).toEqual([]);
    await untilStatus(subgraph, id, "ACTIVE");
  });

  test("is not for a permission that Findem does not ask for", async () => {
    const key = { name: "Required only", confidential: true, apiKey: "lever-sandbox-required-only" };
    const findem = subgraph.sandbox.data.keys.get(FINDEM_KEY);
    subgraph.sandbox.addKey({ ...key, permissions: findem?.permissions ?? [] });
    const id = await subgraph.connect(key.apiKey);
    await ask(subgraph, id, "stages { name } users { nodes { name } } postings { nodes { title } }");
    expect(await statusOf(id)).toBe("ACTIVE");
  });

  test("is told by verify in its own answer", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    subgraph.sandbox.inject({ path: "/stages", do: { kind: "status", status: 403 } });
    const { connection } = await change(subgraph, "verifyAtsConnection", { connectionId: id });
    expect(connection?.status).toBe("MISSING_PERMISSIONS");
  });
});

describe("INVALID_CREDENTIALS", () => {
  test.each([
    ["archiveReasons { name }", "archiveReasons"],
    ["postings { nodes { title } }", "postings"],
  ])("is what a 401 to %s makes of it, without a second try", async (fields, field) => {
    const id = await subgraph.connect();
    subgraph.sandbox.clearRequests();
    subgraph.sandbox.inject(REVOKED);
    const answer = await ask(subgraph, id, `id ${fields}`);
    const { path, extensions } = onlyError(answer);
    expect(path).toEqual(["atsConnection", field]);
    expect(extensions).toMatchObject({ code: "ATS_CREDENTIALS_INVALID", connectionId: id, retryable: false });
    expect(answer.data.atsConnection).toEqual({ id, [field]: null });
    expect(subgraph.sandbox.requests.length).toBeLessThanOrEqual(2);
    await untilStatus(subgraph, id, "INVALID_CREDENTIALS");
  });

  test("goes as soon as Lever takes the key again, whatever was asked before", async () => {
    const id = await subgraph.connect();
    const noCache = { headers: { "cache-control": "no-cache" } };
    for (let round = 0; round < 2; round++) {
      const restore = subgraph.sandbox.inject(REVOKED);
      await ask(subgraph, id, "stages { name }", noCache);
      await untilStatus(subgraph, id, "INVALID_CREDENTIALS");
      restore();
      expect((await ask(subgraph, id, "stages { name }", noCache)).errors).toEqual([]);
      await untilStatus(subgraph, id, "ACTIVE");
    }
  });

  test("is what verify finds out, as its result and not as its failure", async () => {
    const id = await subgraph.connect();
    const restore = subgraph.sandbox.inject(REVOKED);
    const { connection, codes } = await change(subgraph, "verifyAtsConnection", { connectionId: id });
    expect(codes).toEqual([]);
    expect(connection).toMatchObject({ status: "INVALID_CREDENTIALS" });
    restore();
    expect((await change(subgraph, "verifyAtsConnection", { connectionId: id })).connection?.status).toBe("ACTIVE");
  });

  test("ends with a new key", async () => {
    const id = await subgraph.connect(FINDEM_KEY);
    subgraph.sandbox.inject({ ...REVOKED, apiKey: FINDEM_KEY });
    await change(subgraph, "verifyAtsConnection", { connectionId: id });
    const { connection } = await change(subgraph, "rotateAtsApiKey", { connectionId: id, apiKey: EVERYTHING_KEY });
    expect(connection).toMatchObject({ id, status: "ACTIVE", apiKeyHint: EVERYTHING_KEY.slice(-4) });
  });

  test("of one connection leaves another one alone", async () => {
    const revoked = await subgraph.connect(FINDEM_KEY);
    const good = await subgraph.connect(PLAIN_KEY);
    subgraph.sandbox.inject({ ...REVOKED, apiKey: FINDEM_KEY });
    const answer = await subgraph.query("{ atsConnections { id archiveReasons { name } } }");
    expect(onlyError(answer).path).toEqual(["atsConnections", 0, "archiveReasons"]);
    expect(answer.data.atsConnections[1]).toMatchObject({ id: good, archiveReasons: { length: 12 } });
    await untilStatus(subgraph, revoked, "INVALID_CREDENTIALS");
    expect(await statusOf(good)).toBe("ACTIVE");
  });
});

describe("verifyAtsConnection", () => {
  test("asks Lever anew with three requests and tells when", async () => {
    const id = await subgraph.connect();
    const [before] = await connectionsOf(subgraph);
    subgraph.sandbox.clearRequests();
    const { connection, codes } = await change(subgraph, "verifyAtsConnection", { connectionId: id });
    expect(codes).toEqual([]);
    expect([...subgraph.sandbox.calls()].sort()).toEqual(["GET /opportunities", "GET /stages", "GET /users"]);
    expect(Date.parse(connection?.lastVerifiedAt ?? "")).toBeGreaterThanOrEqual(
      Date.parse(before?.lastVerifiedAt ?? ""),
    );
  });

  test("notices that confidential access went and came", async () => {
    const id = await subgraph.connect(NO_APPLICATIONS_KEY);
    const key = subgraph.sandbox.data.keys.get(NO_APPLICATIONS_KEY);
    if (!key) throw new Error("The sandbox has no such key");
    subgraph.sandbox.addKey({ ...key, confidential: false });
    const verify = () => change(subgraph, "verifyAtsConnection", { connectionId: id });
    expect((await verify()).connection?.confidentialAccess).toBe(false);
    subgraph.sandbox.addKey(key);
    expect((await verify()).connection?.confidentialAccess).toBe(true);
  });

  test("tells as data that Lever can't be asked, and changes nothing", async () => {
    const id = await subgraph.connect();
    const before = await connectionsOf(subgraph);
    subgraph.sandbox.inject({ do: { kind: "html" } });
    const { connection, userErrors } = await change(subgraph, "verifyAtsConnection", { connectionId: id });
    expect(connection).toBeNull();
    expect(userErrors).toMatchObject([{ code: "ATS_BAD_RESPONSE", retryable: true }]);
    expect(await connectionsOf(subgraph)).toEqual(before);
  });
});

describe("every mutation of a connection", () => {
  const MUTATIONS = [
    "verifyAtsConnection",
    "rotateAtsApiKey",
    "updateAtsConnection",
    "disableAtsConnection",
    "enableAtsConnection",
  ] as const;

  test.each(MUTATIONS)("%s is an admin's, and says so for unknown and malformed connections", async (mutation) => {
    const id = await subgraph.connect();
    subgraph.sandbox.clearRequests();
    const more = mutation === "rotateAtsApiKey" ? { apiKey: PLAIN_KEY } : {};
    const refusal = await change(subgraph, mutation, { connectionId: id, ...more }, { roles: "recruiter" });
    expect(onlyError(refusal.answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "admin" });
    const unknown = await change(subgraph, mutation, { connectionId: "AAAAAAAAAAAAAAAA", ...more });
    expect(unknown.userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "connectionId"] }]);
    for (const malformed of ["", "a.b", "../users", "a b", "x".repeat(10_000)]) {
      const { answer } = await change(subgraph, mutation, { connectionId: malformed, ...more });
      expect(onlyError(answer).extensions).toMatchObject({
        code: "BAD_USER_INPUT",
        argument: "input.connectionId",
      });
    }
    expect(subgraph.sandbox.requests).toEqual([]);
    expect(await statusOf(id)).toBe("ACTIVE");
  });
});
