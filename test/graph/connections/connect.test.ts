import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  EVERYTHING_KEY,
  FINDEM_KEY,
  NOTHING_KEY,
  OTHER_ACCOUNT_KEY,
  PLAIN_KEY,
  STAGES_ONLY_KEY,
} from "../../../sandbox/keys.js";
import { ask, change, connectionsOf, dataFiles, onlyError, removeConnection } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await startSubgraph();
});
beforeEach(async () => {
  for (const { id } of await connectionsOf(subgraph)) await removeConnection(subgraph, id);
  subgraph.sandbox.clearRequests();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const connect = (input: Readonly<Record<string, unknown>>, as = {}) =>
  change(subgraph, "connectLever", { name: "Nimbus", ...input }, as);

describe("connectLever", () => {
  test("connects the account with three requests, and the first questions cost none", async () => {
    const { connection, codes, answer } = await connect({ apiKey: FINDEM_KEY });
    expect(codes).toEqual([]);
    expect(connection).toMatchObject({ name: "Nimbus", enabled: true, status: "ACTIVE", confidentialAccess: true });
    expect(connection?.apiKeyHint).toBe(FINDEM_KEY.slice(-4));
    expect(connection?.lastVerifiedAt).not.toBeNull();
    expect([...subgraph.sandbox.calls()].sort()).toEqual(["GET /opportunities", "GET /stages", "GET /users"]);
    expect(answer.requests).toBe(3);
    subgraph.sandbox.clearRequests();
    const { data } = await ask(subgraph, connection?.id ?? "", "stages { name } users { nodes { name } }");
    expect(data.atsConnection.stages).toHaveLength(10);
    expect(subgraph.sandbox.calls()).toEqual([]);
  });

  test("takes the space around a pasted key and a name away", async () => {
    const { connection } = await connect({ name: "  Nimbus Robotics ", apiKey: ` ${FINDEM_KEY}\n` });
    expect(connection).toMatchObject({ name: "Nimbus Robotics", apiKeyHint: FINDEM_KEY.slice(-4) });
    expect(subgraph.sandbox.requests.every(({ apiKey }) => apiKey === FINDEM_KEY)).toBe(true);
  });

  test("tells that a key sees no confidential rows", async () => {
    const { connection } = await connect({ apiKey: PLAIN_KEY });
    expect(connection).toMatchObject({ confidentialAccess: false, status: "ACTIVE" });
    expect(subgraph.sandbox.calls("/opportunities")).toHaveLength(2);
  });

  test("connects a key that may do nothing, and says what is missing", async () => {
    const { connection, codes } = await connect({ apiKey: NOTHING_KEY });
    expect(codes).toEqual([]);
    expect(connection).toMatchObject({ confidentialAccess: null, status: "MISSING_PERMISSIONS" });
  });

  test("refuses a key that Lever does not take", async () => {
    const { connection, userErrors } = await connect({ apiKey: "a-key-of-nobody" });
    expect(connection).toBeNull();
    expect(userErrors).toMatchObject([
      { code: "API_KEY_REJECTED", path: ["input", "apiKey"], retryable: false, retryAfterMs: null },
    ]);
    expect(subgraph.sandbox.calls()).toEqual(["GET /opportunities"]);
    expect(await connectionsOf(subgraph)).toEqual([]);
  });

  test.each([
    ["that is empty", ""],
    ["that is nothing but space", " \t "],
    ["that is too short", "abc"],
    ["with a space in it", "lever key of somebody"],
    ["with a line break in it", "lever-key\r\nx-injected: 1"],
    ["with a NUL in it", "lever-key\u0000rest"],
    ["of other than ASCII", "lëver-key-of-somebody"],
    ["of 10 KB", "k".repeat(10_240)],
  ])("refuses a key %s and sends nothing", async (_, apiKey) => {
    const { userErrors, answer } = await connect({ apiKey });
    expect(userErrors).toMatchObject([{ code: "API_KEY_REJECTED", path: ["input", "apiKey"], retryable: false }]);
    if (apiKey.trim() !== "") expect(JSON.stringify(answer.data)).not.toContain(apiKey);
    expect(subgraph.sandbox.requests).toEqual([]);
    expect(await connectionsOf(subgraph)).toEqual([]);
  });

  test.each([
    ["an empty one", ""],
    ["nothing but space", "   "],
    ["more than 200 characters", "n".repeat(201)],
  ])("takes no name of %s", async (_, name) => {
    const { answer } = await connect({ name, apiKey: FINDEM_KEY });
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "input.name" });
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("takes a name of 200 characters in any script", async () => {
    const name = "ö".repeat(200);
    expect((await connect({ name, apiKey: FINDEM_KEY })).connection?.name).toBe(name);
  });

  test.each(["viewer", "recruiter", "confidential,eeo"])("is not for %s", async (roles) => {
    const { answer } = await connect({ apiKey: FINDEM_KEY }, { roles });
    expect(onlyError(answer).extensions).toMatchObject({ code: "FORBIDDEN", requiredRole: "admin", retryable: false });
    expect(answer.data).toEqual({ connectLever: null });
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});

describe("the same API key", () => {
  test("is connected once in an account, and asking again costs nothing", async () => {
    await connect({ apiKey: FINDEM_KEY });
    subgraph.sandbox.clearRequests();
    const { codes, userErrors } = await connect({ name: "Again", apiKey: FINDEM_KEY });
    expect(codes).toEqual(["API_KEY_ALREADY_CONNECTED"]);
    expect(userErrors[0]?.path).toEqual(["input", "apiKey"]);
    expect(subgraph.sandbox.requests).toEqual([]);
    expect(await connectionsOf(subgraph)).toHaveLength(1);
  });

  test("is connected once when two ask at the same time", async () => {
    const outcomes = await Promise.all([connect({ apiKey: FINDEM_KEY }), connect({ apiKey: FINDEM_KEY })]);
    expect(outcomes.flatMap(({ codes }) => codes)).toEqual(["API_KEY_ALREADY_CONNECTED"]);
    expect(await connectionsOf(subgraph)).toHaveLength(1);
  });

  test("is a connection of its own in another account, and both share one budget", async () => {
    await using limited = await startSubgraph({
      environment: { LEVER_REQUESTS_PER_SECOND: "0.1", LEVER_BURST: "20" },
    });
    const ours = await limited.connect();
    const theirs = await limited.connect(FINDEM_KEY, { account: "globex" });
    expect(theirs).not.toBe(ours);
    const other = await limited.connect(OTHER_ACCOUNT_KEY, { account: "globex" });
    const available = async (id: string, account: string): Promise<number> => {
      const { data } = await ask(limited, id, "rateBudget { available burst requestsPerSecond queued }", { account });
      expect(data.atsConnection.rateBudget).toMatchObject({ burst: 20, requestsPerSecond: 0.1, queued: 0 });
      return Math.floor(data.atsConnection.rateBudget.available as number);
    };
    expect([await available(ours, "acme"), await available(theirs, "globex")]).toEqual([14, 14]);
    expect(await available(other, "globex")).toBe(17);
  });
});

describe("what is kept and shown of an API key", () => {
  test("is its last four characters", async () => {
    await using own = await startSubgraph();
    const answers = [
      await change(own, "connectLever", { name: "Everything", apiKey: EVERYTHING_KEY }),
      await change(own, "connectLever", { name: "Again", apiKey: EVERYTHING_KEY }),
      await change(own, "connectLever", { name: "Wrong", apiKey: "wrong-key-canary" }),
      await change(own, "connectLever", { name: "Bad", apiKey: "bad key canary" }),
    ].map(({ answer }) => answer);
    const read = await own.query("{ atsConnections { id apiKeyHint status stages { name } } }");
    const metrics = await (await fetch(`${own.url}/metrics`)).text();
    await own.restart();
    const files = await dataFiles(own);
    expect(files).toContain("Everything");
    for (const key of [EVERYTHING_KEY, "wrong-key-canary", "bad key canary"]) {
      const encoded = Buffer.from(`${key}:`).toString("base64").slice(0, -4);
      for (const text of [JSON.stringify([...answers, read]), own.log.join("\n"), metrics, files]) {
        expect(text).not.toContain(key);
        expect(text).not.toContain(encoded);
      }
    }
  });
});

describe("defaultPerformAsEmail", () => {
  const userOf = (test: (user: { accessRole: string; deactivatedAt: number | null; email: string }) => boolean) => {
    const found = [...subgraph.sandbox.data.users.values()].find(test);
    if (!found) throw new Error("The sandbox has no such user");
    return found;
  };

  test("names the user by address, in any case", async () => {
    const { connection } = await connect({
      apiKey: FINDEM_KEY,
      defaultPerformAsEmail: " Nora.Lind@NimbusRobotics.test ",
    });
    expect(connection?.defaultPerformAs?.externalId).toBe(userOf(({ email }) => email.startsWith("nora")).id);
    expect(subgraph.sandbox.calls()).toHaveLength(3);
  });

  test.each([
    ["that Lever does not know", () => "nobody@nimbusrobotics.test"],
    ["that is empty", () => ""],
    ["of a deactivated user", () => userOf(({ deactivatedAt }) => deactivatedAt !== null).email],
    ["of an interviewer", () => userOf(({ accessRole }) => accessRole === "interviewer").email],
    ["of a limited team member", () => userOf(({ accessRole }) => accessRole === "limited team member").email],
  ])("takes no address %s, and nothing is stored", async (_, emailOf) => {
    const { userErrors } = await connect({ apiKey: FINDEM_KEY, defaultPerformAsEmail: emailOf() });
    expect(userErrors).toMatchObject([
      { code: "PERFORM_AS_UNKNOWN", path: ["input", "defaultPerformAsEmail"], retryable: false },
    ]);
    expect(await connectionsOf(subgraph)).toEqual([]);
  });

  test("needs a key that may list users", async () => {
    const { userErrors } = await connect({
      apiKey: STAGES_ONLY_KEY,
      defaultPerformAsEmail: "nora.lind@nimbusrobotics.test",
    });
    expect(userErrors).toMatchObject([
      {
        code: "ATS_PERMISSION_MISSING",
        permission: "find all users",
        path: ["input", "defaultPerformAsEmail"],
      },
    ]);
    expect(await connectionsOf(subgraph)).toEqual([]);
  });
});
