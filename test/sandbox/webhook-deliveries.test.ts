import { describe, expect, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import type { WebhookDelivery } from "../../sandbox/webhooks/delivery.js";
import type { WebhookEnvelope } from "../../sandbox/webhooks/envelope.js";
import { hang, inTurn, json, reset, ScriptedServer } from "../support/scripted-server.js";
import { ask, NOW, objectOf, smallSandbox, some } from "./support.js";
import { PUBLIC_ORIGIN, RECEIVER_URL as url, signatureFor, WebhookWorld } from "./webhook-receiver.js";

const EVENT = "candidateStageChange";
const accepted = json({}, 200);
const failed = json({}, 500);

/** Moves somebody to another stage, as the world's own doing. */
function move({ sandbox }: WebhookWorld): void {
  const record = some(sandbox.data.opportunities.values());
  record.stage = record.stage === "offer" ? "lead-new" : "offer";
}

async function createByApi({ sandbox }: WebhookWorld): Promise<string> {
  const answer = await ask(sandbox, "/webhooks", { key: EVERYTHING_KEY, method: "POST", body: { url, event: EVENT } });
  return (objectOf(answer).configuration as { signatureToken: string }).signatureToken;
}

/** The only delivery there is, as it stands. */
async function only({ sandbox }: WebhookWorld): Promise<WebhookDelivery> {
  await sandbox.webhooks.settled();
  expect(sandbox.webhooks.deliveries).toHaveLength(1);
  return sandbox.webhooks.deliveries[0]!;
}

const statusesOf = ({ tries }: WebhookDelivery) => tries.map(({ status }) => status);

describe("Lever docs, Webhooks: what is sent", () => {
  test("is a POST of JSON with Lever's two headers, and those that HTTP needs", async () => {
    await using world = await WebhookWorld.start();
    world.sandbox.webhooks.addInSettings({ url: `${url}?a=1&b=%20c`, events: [EVENT] });
    move(world);
    await world.received();
    const [request] = world.receiver.requests;
    expect(request).toMatchObject({ method: "POST", url: "/webhooks/lever/c1?a=1&b=%20c" });
    expect(request?.headers).toEqual({
      ...{ "user-agent": "Lever-Webhooks", "content-type": "application/json" },
      ...{ host: "findem.example", connection: "close", "content-length": String(request?.body.length) },
    });
  });

  test("is an envelope with the time and a token of 48 characters, and no more", async () => {
    await using world = await WebhookWorld.start();
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    const [envelope] = await world.received();
    expect(envelope).toEqual({
      ...{ id: expect.any(String), event: EVENT, data: expect.any(Object) },
      triggeredAt: expect.any(Number),
      token: expect.stringMatching(/^[0-9a-f]{48}$/),
    });
    expect(Number.isInteger(envelope?.triggeredAt)).toBe(true);
    expect(envelope?.triggeredAt).toBeGreaterThanOrEqual(NOW);
    expect((await only(world)).envelope).toEqual(envelope);
  });

  test("has no id where the sandbox answers as the documentation shows", async () => {
    await using sandbox = await smallSandbox({ envelopes: "documented", webhooks: { on: "all" } });
    const [webhook] = sandbox.webhooks.addInSettings({ url });
    expect((await sandbox.webhooks.sendTest(webhook!.id)).envelope).not.toHaveProperty("id");
  });

  test("has no data where it is a test of the settings", async () => {
    await using world = await WebhookWorld.start();
    const [webhook] = world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    const delivery = await world.sandbox.webhooks.sendTest(webhook!.id);
    expect(delivery).toMatchObject({ state: "acknowledged", envelope: { event: EVENT, data: {} } });
    expect(await world.received()).toEqual([delivery.envelope]);
    await expect(world.sandbox.webhooks.sendTest("nobody")).rejects.toThrow(RangeError);
  });
});

describe("Lever docs, Webhooks: Signature", () => {
  test("is the HMAC of the token and the time, as in a known example", () => {
    const token = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978";
    const envelope = { token, triggeredAt: 1_718_050_000_123 } as WebhookEnvelope;
    const known = "3912e6d95c205cc6f14cfbf0a2d19a4feb86d1c7a9c65910601ce074b1f01554";
    expect(signatureFor(envelope, "whsec_demo_7f3a")).toBe(known);
  });

  test("is made with the webhook's own token where it was made by the API, and with the account's otherwise", async () => {
    await using world = await WebhookWorld.start();
    const own = await createByApi(world);
    world.sandbox.webhooks.signingToken = "whsec_settings";
    const [webhook] = world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    await world.received();
    expect(world.sandbox.webhooks.deliveries).toHaveLength(2);
    for (const { webhookId, envelope } of world.sandbox.webhooks.deliveries) {
      const key = webhookId === webhook?.id ? "whsec_settings" : own;
      expect(envelope.signature).toBe(signatureFor(envelope, key));
    }
  });

  test("is missing where the account has no token; those of the API have theirs", async () => {
    await using world = await WebhookWorld.start();
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    expect((await world.received())[0]).not.toHaveProperty("signature");
    const own = await createByApi(world);
    move(world);
    const signed = (await world.received()).slice(1).filter(({ signature }) => signature !== undefined);
    expect(signed.map(({ signature }) => signature)).toEqual([signatureFor(signed[0]!, own)]);
  });

  test("follows the account's token, whenever that changes", async () => {
    await using world = await WebhookWorld.start();
    const { webhooks } = world.sandbox;
    webhooks.addInSettings({ url, events: [EVENT] });
    webhooks.signingToken = "first";
    move(world);
    const second = webhooks.regenerateSigningToken();
    expect(webhooks.signingToken).toBe(second);
    move(world);
    await world.received();
    webhooks.signingToken = null;
    move(world);
    const received = await world.received();
    const keys = ["first", second].map((key) => received.map((its) => its.signature === signatureFor(its, key)));
    expect(keys.map((fits) => fits.filter(Boolean).length)).toEqual([1, 1]);
    expect(received.at(-1)).not.toHaveProperty("signature");
  });
});

describe("Lever docs, Webhooks: acknowledging and retries", () => {
  test.each([200, 201, 202, 204, 299])("%i acknowledges, whatever is said with it", async (status) => {
    await using world = await WebhookWorld.start(() => json({ error: "ignored" }, status, { "retry-after": "1" }));
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    expect(await only(world)).toMatchObject({ state: "acknowledged", tries: [{ status, problem: null }] });
    await world.sandbox.webhooks.retryNow();
    expect(world.receiver.requests).toHaveLength(1);
  });

  test.each([300, 304, 400, 401, 404, 410, 429, 500, 503])("%i doesn't, and the same comes again", async (status) => {
    await using world = await WebhookWorld.start(inTurn(json({}, status), accepted));
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    world.sandbox.webhooks.signingToken = "whsec";
    move(world);
    expect((await only(world)).state).toBe("waiting");
    await world.sandbox.webhooks.retryNow();
    const delivery = await only(world);
    expect([delivery.state, statusesOf(delivery)]).toEqual(["acknowledged", [status, 200]]);
    expect(world.receiver.requests.map(({ body }) => body)).toEqual([delivery.body, delivery.body]);
  });

  test.each([301, 302, 303, 307, 308])("%i is never followed", async (status) => {
    await using elsewhere = await ScriptedServer.start(() => accepted);
    await using world = await WebhookWorld.start(
      inTurn(json({}, status, { location: elsewhere.url }), json({}, status, { location: "/elsewhere" }), accepted),
    );
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    await only(world);
    for (let further = 0; further < 2; further++) await world.sandbox.webhooks.retryNow();
    expect(statusesOf(await only(world))).toEqual([status, status, 200]);
    expect(new Set(world.receiver.requests.map((request) => request.path))).toEqual(new Set(["/webhooks/lever/c1"]));
    expect(elsewhere.requests).toEqual([]);
  });

  test("five further tries, then it is dropped", async () => {
    await using world = await WebhookWorld.start(() => failed);
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    const states = [(await only(world)).state];
    for (let further = 1; further <= 6; further++) {
      await world.sandbox.webhooks.retryNow();
      states.push((await only(world)).state);
    }
    expect(states).toEqual([...Array<string>(5).fill("waiting"), "dropped", "dropped"]);
    expect(world.receiver.requests).toHaveLength(6);
    expect(new Set(world.receiver.requests.map(({ body }) => body)).size).toBe(1);
  });

  test("further tries come by themselves, after their waits", async () => {
    await using world = await WebhookWorld.start(() => failed, { retryWaitsMs: [0, 1, 2, 3, 4] });
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    await only(world);
    await world.receiver.until(() => world.receiver.requests.length === 6);
    expect((await only(world)).state).toBe("dropped");
  });

  test("no answer within the time is retried like a refusal", async () => {
    await using world = await WebhookWorld.start(() => hang, { timeoutMs: 5 });
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    await world.received();
    await world.sandbox.webhooks.retryNow();
    const { state, tries } = await only(world);
    expect([state, tries.map(({ problem }) => problem)]).toEqual([
      "waiting",
      ["No answer came in time", "No answer came in time"],
    ]);
  });

  test("so are a broken connection, and an origin that leads nowhere", async () => {
    await using world = await WebhookWorld.start(inTurn(reset, accepted));
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    await world.received();
    world.sandbox.forwardWebhooks(PUBLIC_ORIGIN, null);
    await world.sandbox.webhooks.retryNow();
    const { tries } = await only(world);
    expect(tries).toMatchObject([
      { status: null, problem: expect.any(String) },
      { status: null, problem: `${PUBLIC_ORIGIN} could not be reached` },
    ]);
    expect(world.receiver.requests).toHaveLength(1);
    world.sandbox.forwardWebhooks(PUBLIC_ORIGIN, () => world.receiver.url);
    await world.sandbox.webhooks.retryNow();
    expect(await only(world)).toMatchObject({ state: "acknowledged" });
  });

  test("can be sent once more by hand, with the same token, whatever became of it", async () => {
    await using world = await WebhookWorld.start(inTurn(accepted, failed, accepted));
    const { webhooks } = world.sandbox;
    webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    const { envelope } = await only(world);
    for (let rerun = 0; rerun < 2; rerun++) {
      expect(await webhooks.rerun(envelope.token)).toMatchObject({ state: "acknowledged" });
    }
    await webhooks.retryNow();
    expect(statusesOf(await only(world))).toEqual([200, 500, 200]);
    expect(new Set(world.receiver.requests.map(({ body }) => body)).size).toBe(1);
    await expect(webhooks.rerun("nobody")).rejects.toThrow(RangeError);
  });

  test("a rerun that is acknowledged ends the tries, one that isn't costs none of them", async () => {
    await using world = await WebhookWorld.start(inTurn(failed, failed, failed, accepted));
    const { webhooks } = world.sandbox;
    webhooks.addInSettings({ url, events: [EVENT] });
    move(world);
    const { envelope } = await only(world);
    expect(await webhooks.rerun(envelope.token)).toMatchObject({ state: "waiting" });
    await webhooks.retryNow();
    expect(await webhooks.rerun(envelope.token)).toMatchObject({ state: "acknowledged" });
    await webhooks.retryNow();
    expect(world.receiver.requests).toHaveLength(4);
  });

  test("a thousand deliveries are remembered", async () => {
    await using world = await WebhookWorld.start();
    const [webhook] = world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    const sent = await Promise.all(Array.from({ length: 1_003 }, () => world.sandbox.webhooks.sendTest(webhook!.id)));
    expect(world.sandbox.webhooks.deliveries).toEqual(sent.slice(3));
    expect(world.receiver.requests).toHaveLength(1_003);
  });
});

describe("Lever docs, Webhooks: HTTPS", () => {
  test("is what a proxy in front of the receiver speaks: its base may have a path, and may change", async () => {
    await using world = await WebhookWorld.start();
    await using next = await ScriptedServer.start(() => accepted);
    world.sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    world.sandbox.forwardWebhooks(PUBLIC_ORIGIN, `${next.url}/behind/`);
    move(world);
    await world.received();
    expect(next.requests.map(({ path }) => path)).toEqual(["/behind/webhooks/lever/c1"]);
    expect(world.receiver.requests).toEqual([]);
  });

  test("nothing is sent to an origin without one, though somebody listens there", async () => {
    await using world = await WebhookWorld.start();
    const { port } = new URL(world.receiver.url);
    for (const other of [`https://127.0.0.1:${port}/`, `${PUBLIC_ORIGIN}:8443/`, "https://sub.findem.example/"]) {
      world.sandbox.webhooks.addInSettings({ url: other, events: [EVENT] });
    }
    move(world);
    expect(await world.received()).toEqual([]);
    expect(world.receiver.sockets.size).toBe(0);
    expect(world.sandbox.webhooks.deliveries.map(statusesOf)).toEqual([[null], [null], [null]]);
  });

  test.each([
    ["http://findem.example", "http://127.0.0.1:1"],
    ["https://findem.example/", "http://127.0.0.1:1"],
    ["findem.example", "http://127.0.0.1:1"],
    ["https://findem.example", "https://127.0.0.1:1"],
    ["https://findem.example", "127.0.0.1"],
  ])("%s can't lead to %s", async (publicOrigin, base) => {
    await using sandbox = await smallSandbox({ opportunities: 9 });
    expect(() => sandbox.forwardWebhooks(publicOrigin, base)).toThrow(TypeError);
    await expect(smallSandbox({ opportunities: 9, webhooks: { forward: { [publicOrigin]: base } } })).rejects.toThrow(
      TypeError,
    );
  });
});

describe("deliveries under way", () => {
  test("hold up neither the API nor its stopping", async () => {
    await using receiver = await ScriptedServer.start(() => hang);
    let delivery: WebhookDelivery | undefined;
    let settled: Promise<void>;
    {
      const webhooks = { on: "all", forward: { [PUBLIC_ORIGIN]: receiver.url } } as const;
      await using sandbox = await smallSandbox({ webhooks });
      sandbox.webhooks.addInSettings({ url, events: [EVENT] });
      const record = some(sandbox.data.opportunities.values(), (row) => row.stage !== "offer");
      const write = { key: EVERYTHING_KEY, method: "PUT", body: { stage: "offer" } };
      expect((await ask(sandbox, `/opportunities/${record.id}/stage`, write)).status).toBe(200);
      await receiver.until(() => receiver.open === 1);
      delivery = sandbox.webhooks.deliveries[0];
      expect(delivery).toMatchObject({ state: "sending", tries: [] });
      expect((await ask(sandbox, "/stages")).status).toBe(200);
      settled = sandbox.webhooks.settled();
    }
    await settled;
    expect(delivery).toMatchObject({ tries: [{ status: null, problem: "The sandbox was stopped" }] });
    await receiver.until(() => receiver.open === 0);
    expect(receiver.requests).toHaveLength(1);
  });

  test("more than are sent at once end with the sandbox, too", async () => {
    await using receiver = await ScriptedServer.start(() => hang);
    const sandbox = await smallSandbox({ opportunities: 9, webhooks: { forward: { [PUBLIC_ORIGIN]: receiver.url } } });
    const [webhook] = sandbox.webhooks.addInSettings({ url, events: [EVENT] });
    const sent = Array.from({ length: 200 }, () => sandbox.webhooks.sendTest(webhook!.id));
    await receiver.until(() => receiver.open >= 64);
    await sandbox[Symbol.asyncDispose]();
    const tries = (await Promise.all(sent)).flatMap((delivery) => delivery.tries);
    expect(tries).toHaveLength(200);
    expect(receiver.requests).toHaveLength(64);
  });
});
