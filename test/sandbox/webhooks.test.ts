import { describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, OTHER_ACCOUNT_KEY } from "../../sandbox/keys.js";
import { type WebhookEvent, WEBHOOK_EVENTS } from "../../sandbox/records/webhook.record.js";
import type { Sandbox, SandboxOptions } from "../../sandbox/start-sandbox.js";
import { ask, NOW, objectOf, refusalOf, type Reply, type Row, rowsOf, smallSandbox } from "./support.js";

const key = EVERYTHING_KEY;
const url = "https://findem.example/webhooks/lever/c1";
const ORIGINS = ["agency", "applied", "internal", "referred", "sourced", "university"];
const WITH_ORIGIN: readonly WebhookEvent[] = [
  ...(["applicationCreated", "candidateHired", "candidateStageChange", "candidateArchiveChange"] as const),
];

/** Nothing here is about people. */
const fewPeople = (options: SandboxOptions = {}) => smallSandbox({ opportunities: 9, ...options });

const create = (sandbox: Sandbox, body: unknown) => ask(sandbox, "/webhooks", { key, method: "POST", body });
const update = (sandbox: Sandbox, ...data: readonly unknown[]) =>
  ask(sandbox, "/webhooks/", { key, method: "PUT", body: { data } });
const remove = (sandbox: Sandbox, id: string) => ask(sandbox, `/webhooks/${id}`, { key, method: "DELETE" });
const listed = async (sandbox: Sandbox): Promise<readonly Row[]> => rowsOf(await ask(sandbox, "/webhooks", { key }));
const made = async (sandbox: Sandbox, event: WebhookEvent = "candidateStageChange") =>
  objectOf(await create(sandbox, { url, event }));

describe("Lever docs, Create a webhook", () => {
  test("answers with its token, which no other answer ever holds", async () => {
    await using sandbox = await fewPeople();
    const answer = await create(sandbox, { url, event: "candidateStageChange" });
    expect(answer.status).toBe(201);
    const webhook = objectOf(answer);
    const { signatureToken, ...configuration } = webhook.configuration as Record<string, unknown>;
    expect(signatureToken).toMatch(/^\S{16,}$/);
    expect({ ...webhook, configuration }).toEqual({
      ...{ id: expect.any(String), url, event: "candidateStageChange" },
      configuration: { conditions: { origins: ORIGINS } },
      ...{ createdAt: expect.any(Number), updatedAt: webhook.createdAt },
    });
    expect(webhook.createdAt).toBeGreaterThanOrEqual(NOW);
    expect(await listed(sandbox)).toEqual([{ ...webhook, configuration }]);
    const changed = await update(sandbox, { id: webhook.id, url: `${url}?x=1` });
    expect(JSON.stringify([changed.body, await listed(sandbox)])).not.toContain("ignatureToken");
    expect(sandbox.data.webhooks.get(webhook.id)?.signatureToken).toBe(signatureToken);
  });

  test.each(WEBHOOK_EVENTS.map((event) => [event, WITH_ORIGIN.includes(event)] as const))(
    "%s can be had; for some origins alone: %s",
    async (event, hasOrigin) => {
      await using sandbox = await fewPeople();
      const configuration = { conditions: { origins: ["sourced", "applied"] } };
      const some = await create(sandbox, { url, event, configuration });
      expect(refusalOf(some)).toBe(hasOrigin ? "201 " : `400 ${event} has no conditions at /configuration/conditions`);
      const all = objectOf(await create(sandbox, { url, event, configuration: {} }));
      const every = hasOrigin ? { conditions: { origins: ORIGINS } } : {};
      expect((await listed(sandbox)).at(-1)).toEqual({ ...all, configuration: every });
      if (hasOrigin) expect((await listed(sandbox))[0]).toMatchObject({ configuration });
    },
  );

  test.each([
    [{ event: "candidateHired" }, "400 Is required at /url"],
    [{ url }, "400 Is required at /event"],
    [{ url: "http://findem.example/x", event: "candidateHired" }, "400 Must be an https URL at /url"],
    [{ url: "findem.example/x", event: "candidateHired" }, "400 Must be an https URL at /url"],
    [{ url: 1, event: "candidateHired" }, "400 Must be a string at /url"],
    [{ url, event: "postingCreated" }, `400 Must be one of: ${WEBHOOK_EVENTS.join(", ")} at /event`],
    [{ url, event: "candidateHired", secret: "x" }, "400 Unknown property at /secret"],
    [{ url, event: "candidateHired", configuration: [] }, "400 Must be an object at /configuration"],
    [
      { url, event: "candidateHired", configuration: { signatureToken: "x" } },
      "400 Unknown property at /configuration/signatureToken",
    ],
    [
      { url, event: "candidateHired", configuration: { conditions: { origins: ["sourced", "bought"] } } },
      `400 Must be one of: ${ORIGINS.join(", ")} at /configuration/conditions/origins/1`,
    ],
    [
      { url, event: "candidateHired", configuration: { conditions: { origins: [] } } },
      "400 Must not be empty at /configuration/conditions/origins",
    ],
  ])("refuses %j", async (body, refusal) => {
    await using sandbox = await fewPeople();
    expect(refusalOf(await create(sandbox, body))).toBe(refusal);
    expect(sandbox.data.webhooks.size).toBe(0);
  });

  test("the same address may have the same event twice, each with a token of its own", async () => {
    await using sandbox = await fewPeople();
    const [one, other] = [await made(sandbox), await made(sandbox)];
    expect((await listed(sandbox)).map(({ id }) => id)).toEqual([one.id, other.id]);
    expect(one.configuration).not.toEqual(other.configuration);
  });

  test("has a second envelope where the sandbox answers as the documentation shows", async () => {
    await using sandbox = await fewPeople({ envelopes: "documented" });
    const { body } = await create(sandbox, { url, event: "contactCreated" });
    expect(body.data).toMatchObject({ data: { url, configuration: { signatureToken: expect.any(String) } } });
  });
});

describe("Lever docs, Update webhooks", () => {
  test("changes several at once, keeps what is not given, and answers with them", async () => {
    await using sandbox = await fewPeople();
    const [one, other, third] = [await made(sandbox), await made(sandbox, "contactCreated"), await made(sandbox)];
    const origins = ["referred"];
    const answer = await update(
      sandbox,
      { id: other.id, url: "https://other.example/" },
      { id: one.id, configuration: { conditions: { origins } } },
    );
    expect(answer.status).toBe(200);
    expect(rowsOf(answer)).toMatchObject([
      { id: other.id, url: "https://other.example/", event: "contactCreated", configuration: {} },
      { id: one.id, url, configuration: { conditions: { origins } } },
    ]);
    const [first, second, last] = await listed(sandbox);
    expect([second, first]).toEqual(rowsOf(answer));
    expect(last?.updatedAt).toBe(third.updatedAt);
    await update(sandbox, { id: one.id, configuration: {} });
    expect((await listed(sandbox))[0]).toMatchObject({ configuration: { conditions: { origins: ORIGINS } } });
  });

  test("changes none where one of them can't be", async () => {
    await using sandbox = await fewPeople();
    const [one, other] = [await made(sandbox), await made(sandbox, "contactCreated")];
    const before = await listed(sandbox);
    const good = { id: one.id, url: "https://new.example/" };
    const refusals = [
      await update(sandbox, good, { id: "nobody" }),
      await update(sandbox, good, { url }),
      await update(sandbox, good, good),
      await update(sandbox, good, { id: other.id, url: "http://new.example/" }),
      await update(sandbox, good, { id: other.id, event: "contactUpdated" }),
      await update(sandbox, good, { id: other.id, configuration: { conditions: { origins: ["sourced"] } } }),
      await ask(sandbox, "/webhooks/", { key, method: "PUT", body: good }),
    ];
    expect(refusals.map(refusalOf)).toEqual([
      "404 webhooks nobody was not found",
      "400 Is required at /data/1/id",
      "400 Must hold each webhook once at /data",
      "400 Must be an https URL at /data/1/url",
      "400 Unknown property at /data/1/event",
      "400 contactCreated has no conditions at /data/1/configuration/conditions",
      "400 Unknown property at /id",
    ]);
    expect(await listed(sandbox)).toEqual(before);
  });

  test("its path has a slash at its end", async () => {
    await using sandbox = await fewPeople();
    expect((await ask(sandbox, "/webhooks", { key, method: "PUT", body: { data: [] } })).status).toBe(404);
    expect((await ask(sandbox, "/webhooks/", { key })).status).toBe(404);
  });
});

describe("Lever docs, Webhooks", () => {
  test("are deleted for good", async () => {
    await using sandbox = await fewPeople();
    const { id } = await made(sandbox);
    expect((await remove(sandbox, id)).status).toBe(204);
    expect(await listed(sandbox)).toEqual([]);
    expect(refusalOf(await remove(sandbox, id))).toBe(`404 webhooks ${id} was not found`);
  });

  test("the list has no pages and no parameters", async () => {
    await using sandbox = await fewPeople();
    expect((await ask(sandbox, "/webhooks", { key })).body).toEqual({ data: [] });
    expect((await ask(sandbox, "/webhooks?limit=1", { key })).status).toBe(400);
  });

  test("those made in the settings are in the list like others, but can be changed and deleted there alone", async () => {
    await using sandbox = await fewPeople();
    sandbox.webhooks.signingToken = "from-the-settings";
    const [hired, contact] = sandbox.webhooks.addInSettings({ url, events: ["candidateHired", "contactUpdated"] });
    const rows = await listed(sandbox);
    const known = { url, createdAt: expect.any(Number), updatedAt: expect.any(Number) };
    expect(rows).toEqual([
      { id: hired?.id, event: "candidateHired", configuration: { conditions: { origins: ORIGINS } }, ...known },
      { id: contact?.id, event: "contactUpdated", configuration: {}, ...known },
    ]);
    const own = await made(sandbox);
    const change = { url: "https://new.example/" };
    expect((await update(sandbox, { id: own.id, ...change }, { id: hired?.id, ...change })).status).toBe(403);
    expect((await remove(sandbox, hired?.id ?? "")).status).toBe(403);
    expect((await listed(sandbox)).map((row) => row.url)).toEqual([url, url, url]);
    expect(() => sandbox.webhooks.removeInSettings(own.id)).toThrow(RangeError);
    sandbox.webhooks.removeInSettings(hired?.id ?? "");
    expect((await listed(sandbox)).map(({ id }) => id)).toEqual([contact?.id, own.id]);
  });

  test("the settings take https only, too", async () => {
    await using sandbox = await fewPeople();
    for (const wrong of ["http://findem.example/", "findem.example"]) {
      expect(() => sandbox.webhooks.addInSettings({ url: wrong })).toThrow(TypeError);
    }
    expect(sandbox.data.webhooks.size).toBe(0);
  });

  test("another account has others", async () => {
    await using sandbox = await fewPeople();
    const { id } = await made(sandbox);
    sandbox.addKey({ apiKey: "k", name: "k", permissions: ["find all webhooks"], confidential: false });
    sandbox.otherData.keys.set("o", { ...sandbox.data.keys.get(key)!, apiKey: "o" });
    expect(rowsOf(await ask(sandbox, "/webhooks", { key: "k" }))).toHaveLength(1);
    expect(rowsOf(await ask(sandbox, "/webhooks", { key: "o" }))).toEqual([]);
    expect((await ask(sandbox, `/webhooks/${id}`, { key: "o", method: "DELETE" })).status).toBe(404);
  });

  test("each call has a permission of its own, and none is among Findem's", async () => {
    await using sandbox = await fewPeople();
    const calls: readonly (readonly [permission: string, call: (with_: string) => Promise<Reply>])[] = [
      ["find all webhooks", (its) => ask(sandbox, "/webhooks", { key: its })],
      ["create a webhook", (its) => ask(sandbox, "/webhooks", { key: its, method: "POST", body: {} })],
      ["update a webhook", (its) => ask(sandbox, "/webhooks/", { key: its, method: "PUT", body: {} })],
      ["delete a webhook", (its) => ask(sandbox, "/webhooks/x", { key: its, method: "DELETE" })],
    ];
    for (const [permission, call] of calls) {
      sandbox.addKey({ apiKey: permission, name: permission, permissions: [permission], confidential: false });
      for (const refused of [FINDEM_KEY, OTHER_ACCOUNT_KEY]) {
        expect(refusalOf(await call(refused))).toBe(`403 The API key is not permitted to: ${permission}`);
      }
    }
    for (const [, call] of calls) {
      const statuses = [];
      for (const [permission] of calls) statuses.push((await call(permission)).status);
      expect(statuses.filter((status) => status !== 403)).toHaveLength(1);
    }
  });
});
