import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, OTHER_ACCOUNT_KEY } from "../../../sandbox/keys.js";
import { change, dataFiles, type UserError } from "../../support/connections.js";
import { startReachableSubgraph } from "../../support/reachable-subgraph.js";
import type { As, TestSubgraph } from "../../support/subgraph.js";
import { setSigningToken, webhooksOf } from "../../support/webhooks.js";

const REGISTER = `mutation ($input: RegisterAtsWebhooksInput!) { registerAtsWebhooks(input: $input) {
  connection { id webhooks { url events signingTokenSet } } userErrors { code message path permission retryable retryAfterMs } } }`;
const STAGE = `query ($id: ID!) { atsOpportunity(id: $id) { stage { id } } }`;

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await startReachableSubgraph({ sandbox: { opportunities: 20 } });
});
afterEach(() => subgraph[Symbol.asyncDispose]());

interface Registered {
  readonly connection: { readonly id: string; readonly webhooks: { readonly url: string } } | null;
  readonly userErrors: readonly UserError[];
  readonly codes: readonly string[];
  readonly calls: readonly string[];
}

async function register(connectionId: string, as: As = {}): Promise<Registered> {
  const { data, errors, calls } = await subgraph.query(REGISTER, { input: { connectionId } }, as);
  expect(errors).toEqual([]);
  const { connection, userErrors } = data.registerAtsWebhooks as Omit<Registered, "codes" | "calls">;
  return { connection, userErrors, codes: userErrors.map(({ code }) => code), calls };
}

/** Lever's webhooks, "event url" each. */
const inLever = (): readonly string[] =>
  [...subgraph.sandbox.data.webhooks.values()].map(({ event, url }) => `${event} ${url}`).sort();

const refuse = (method: string, path: string | RegExp, status: number, times = 1) =>
  subgraph.sandbox.inject({ method, path, times, do: { kind: "status", status } });

/** Moves an opportunity in Lever, and lets Lever tell of it; answers with its id here. */
async function moveInLever(connectionId: string): Promise<{ readonly id: string; readonly to: string }> {
  const [row] = [...subgraph.sandbox.data.opportunities.values()].filter(
    ({ confidentiality, archived }) => confidentiality === "non-confidential" && archived === null,
  );
  if (!row) throw new Error("The seed is empty");
  const id = `${connectionId}.${row.id}`;
  await subgraph.query(STAGE, { id });
  await subgraph.sandbox.webhooks.settled();
  const to = row.stage === "offer" ? "lead-new" : "offer";
  row.stage = to;
  await subgraph.sandbox.webhooks.settled();
  return { id, to };
}

describe("registerAtsWebhooks", () => {
  test("makes a webhook for each event; what Lever then tells is taken and shown at once", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    expect((await webhooksOf(subgraph, connectionId)).signingTokenSet).toBe(false);
    const { connection, userErrors, calls } = await register(connectionId);
    expect(userErrors).toEqual([]);
    expect(connection?.webhooks).toMatchObject({ signingTokenSet: true });
    const { url, events } = await webhooksOf(subgraph, connectionId);
    expect(inLever()).toEqual(events.map((event) => `${event} ${url}`).sort());
    expect(calls).toEqual(["GET /webhooks", ...events.map(() => "POST /webhooks")]);
    const { id, to } = await moveInLever(connectionId);
    const { data } = await subgraph.query(STAGE, { id });
    expect(data.atsOpportunity.stage.id).toBe(`${connectionId}.${to}`);
    expect(subgraph.sandbox.webhooks.deliveries.map(({ tries }) => tries.map(({ status }) => status))).toEqual([[200]]);
  });

  test("again makes nothing twice, and makes what is missing", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    await register(connectionId);
    const before = inLever();
    expect((await register(connectionId)).calls).toEqual(["GET /webhooks"]);
    const [first] = subgraph.sandbox.data.webhooks.values();
    subgraph.sandbox.data.webhooks.delete(first?.id ?? "");
    expect((await register(connectionId)).calls).toEqual(["GET /webhooks", "POST /webhooks"]);
    expect(inLever()).toEqual(before);
  });

  test("by many admins at once makes each once", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    const outcomes = await Promise.all([1, 2, 3].map(() => register(connectionId)));
    expect(inLever()).toHaveLength(10);
    for (const { userErrors } of outcomes.filter(({ codes }) => codes.length > 0)) {
      expect(userErrors).toMatchObject([{ code: "ATS_UNAVAILABLE", retryable: true, retryAfterMs: 5_000 }]);
    }
    expect(outcomes.some(({ codes }) => codes.length === 0)).toBe(true);
    expect((await register(connectionId)).codes).toEqual([]);
  });

  test("leaves those of other addresses alone", async () => {
    subgraph.sandbox.webhooks.addInSettings({ url: "https://somebody.example/hook" });
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    await register(connectionId);
    expect(inLever().filter((webhook) => webhook.includes("somebody"))).toHaveLength(10);
    expect(inLever()).toHaveLength(20);
  });

  test("with exactly Findem's permissions names the box to tick, and says what to enter by hand", async () => {
    const connectionId = await subgraph.connect(FINDEM_KEY);
    const { connection, userErrors, calls } = await register(connectionId);
    expect(userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "find all webhooks" }]);
    const { url, events } = await webhooksOf(subgraph, connectionId);
    expect(connection).toMatchObject({ id: connectionId, webhooks: { url, events } });
    for (const part of ["'find all webhooks'", url, ...events, "updateAtsConnection"]) {
      expect(userErrors[0]?.message).toContain(part);
    }
    expect([calls, inLever()]).toEqual([["GET /webhooks"], []]);
  });

  test("without the permission to create asks for it once, not for each event", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    refuse("POST", "/webhooks", 403, 99);
    const { userErrors, calls } = await register(connectionId);
    expect(userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "create a webhook" }]);
    expect(calls).toEqual(["GET /webhooks", "POST /webhooks"]);
  });

  test("keeps those that an admin made on Lever's page, once their signing token is known", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    const { url } = await webhooksOf(subgraph, connectionId);
    subgraph.sandbox.webhooks.addInSettings({ url });
    await setSigningToken(subgraph, connectionId, subgraph.sandbox.webhooks.regenerateSigningToken());
    expect((await register(connectionId)).calls).toEqual(["GET /webhooks"]);
    const { id, to } = await moveInLever(connectionId);
    const { data } = await subgraph.query(STAGE, { id });
    expect(data.atsOpportunity.stage.id).toBe(`${connectionId}.${to}`);
  });

  test("puts others in the place of those whose token is lost", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    await register(connectionId);
    const before = [...subgraph.sandbox.data.webhooks.keys()];
    // Lever made it, and its answer was lost.
    subgraph.sandbox.data.webhooks.delete(before[0] ?? "");
    subgraph.sandbox.inject({ method: "POST", path: "/webhooks", times: 1, do: { kind: "resetAfter" } });
    expect((await register(connectionId)).codes).toEqual(["ATS_UNAVAILABLE"]);
    expect(inLever()).toHaveLength(10);
    const { codes, calls } = await register(connectionId);
    expect([codes, calls]).toEqual([[], ["GET /webhooks", "POST /webhooks", "DELETE /webhooks/:id"]]);
    expect(inLever()).toHaveLength(10);
    await moveInLever(connectionId);
    const tries = subgraph.sandbox.webhooks.deliveries.flatMap((delivery) => delivery.tries);
    expect(tries.map(({ status }) => status)).toEqual([200]);
  });

  test("tells of an event that the account has not, and makes the others", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    await register(connectionId);
    const { webhooks } = subgraph.sandbox.data;
    for (const { id, event } of [...webhooks.values()]) {
      if (event === "interviewCreated" || event === "contactUpdated") webhooks.delete(id);
    }
    refuse("POST", "/webhooks", 400);
    const { userErrors, calls } = await register(connectionId);
    expect(calls).toEqual(["GET /webhooks", "POST /webhooks", "POST /webhooks"]);
    expect(userErrors).toMatchObject([{ code: "ATS_REJECTED" }]);
    expect(userErrors[0]?.message).toMatch(/for interviewCreated;/);
    expect(inLever()).toHaveLength(9);
  });

  test.each([
    [503, "ATS_UNAVAILABLE"],
    [401, "ATS_CREDENTIALS_INVALID"],
  ])("where Lever answers %i to the list, makes nothing", async (status, code) => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    refuse("GET", "/webhooks", status, 99);
    expect((await register(connectionId)).codes).toEqual([code]);
    expect(inLever()).toEqual([]);
  });

  test("of a connection that is switched off sends nothing", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    await change(subgraph, "disableAtsConnection", { connectionId });
    const { codes, calls } = await register(connectionId);
    expect([codes, calls]).toEqual([["ATS_CONNECTION_DISABLED"], []]);
  });

  test("is an admin's of the same account, and in the audit log", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    const other = { account: "globex" };
    expect((await register(connectionId, other)).userErrors).toMatchObject([
      { code: "NOT_FOUND", path: ["input", "connectionId"] },
    ]);
    const { errors } = await subgraph.query(REGISTER, { input: { connectionId } }, { roles: "recruiter" });
    expect(errors[0]?.extensions["code"]).toBe("FORBIDDEN");
    expect(inLever()).toEqual([]);
    await register(connectionId);
    const { data } = await subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) { auditLog { edges { node { action outcome userId } } } } }`,
      { id: connectionId },
    );
    expect(data.atsConnection.auditLog.edges).toEqual([
      { node: { action: "registerAtsWebhooks", outcome: "DONE", userId: "u1" } },
    ]);
  });

  test("keeps the tokens where nobody reads them", async () => {
    const connectionId = await subgraph.connect(EVERYTHING_KEY);
    await register(connectionId);
    const seen = [await dataFiles(subgraph), subgraph.log.join()].join();
    for (const { signatureToken } of subgraph.sandbox.data.webhooks.values()) {
      expect(signatureToken).toMatch(/./);
      expect(seen).not.toContain(signatureToken);
    }
  });

  test("of two accounts are two, and one's deliveries are nothing to the other", async () => {
    const acme = await subgraph.connect(EVERYTHING_KEY);
    const globex = await subgraph.connect(OTHER_ACCOUNT_KEY, { account: "globex" });
    await register(acme);
    await moveInLever(acme);
    expect((await webhooksOf(subgraph, acme)).signingTokenSet).toBe(true);
    expect(await webhooksOf(subgraph, globex, { account: "globex" })).toMatchObject({
      signingTokenSet: false,
      lastReceivedAt: null,
    });
  });
});
