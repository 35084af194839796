import { describe, expect, test } from "vitest";
import type { LeverClient, LeverTarget } from "../../src/lever/client.js";
import { object, page, type Reply, type SeenRequest } from "../support/scripted-server.js";
import { HeldReply } from "./held-reply.js";
import { Harness, opportunities, opportunity, stages } from "./support.js";

/** The key that a request came with. */
function keyOf({ headers }: SeenRequest): string {
  return Buffer.from((headers.authorization ?? "").replace("Basic ", ""), "base64")
    .toString()
    .replace(/:$/, "");
}

/** Every answer says whose key it was given to, and to which question. */
function stamped(request: SeenRequest): Reply {
  const row = { id: "o1", key: keyOf(request), confidentiality: request.query.get("confidentiality") };
  return request.path.endsWith("/o1") ? object(row) : page([row]);
}

function withKey(secret: string, over: Partial<LeverTarget>): Partial<LeverTarget> {
  return { credential: { kind: "apiKey", secret }, fingerprint: `f-${secret}`, ...over };
}

const reads: readonly [string, (client: LeverClient) => Promise<unknown>][] = [
  ["a single object", async (client) => (await client.one(opportunity, { opportunity: "o1" })).value],
  ["a page", async (client) => (await client.page(opportunities, {}, {})).rows[0]],
  ["a whole list", async (client) => (await client.all(opportunities, {})).value[0]],
  ["a reference list", async (client) => (await client.all(stages, {})).value[0]],
];

/** Each is about to ask one list for a value of their own, all at the same moment; answers with what each is told. */
async function gathered(lever: Harness, clients: readonly LeverClient[]): Promise<readonly (readonly string[])[]> {
  const asking = clients.map((client, place) =>
    client.gather(opportunities, "contact_id", { values: [`v${place}`], expand: [] }, () => true),
  );
  await lever.clock.advance(2);
  return (await Promise.all(asking)).map(({ values }) => values);
}

/** Two who must never meet. */
const strangers: readonly [string, Partial<LeverTarget>, Partial<LeverTarget>][] = [
  ["two connections of one account", { connectionId: "c1" }, { connectionId: "c2" }],
  ["one connection's id in two accounts", { accountId: "acme" }, { accountId: "umbrella" }],
  ["the key before and after it was changed", { epoch: 1 }, { epoch: 2 }],
  ["ids with quotes in them", { accountId: 'a","b', connectionId: "c" }, { accountId: "a", connectionId: 'b","c' }],
  ["ids with spaces in them", { accountId: "a b", connectionId: "c" }, { accountId: "a", connectionId: "b c" }],
  ["ids with colons in them", { accountId: "a:b", connectionId: "c" }, { accountId: "a", connectionId: "b:c" }],
  ["ids with brackets in them", { accountId: 'a"]1 x', connectionId: "c" }, { accountId: "a", connectionId: '"]1 xc' }],
  ["an id that ends like an epoch", { connectionId: "c", epoch: 11 }, { connectionId: "c1", epoch: 1 }],
  ["the same letters in two codings", { accountId: "\u00e9" }, { accountId: "e\u0301" }],
  ["ids that differ in case", { accountId: "Acme" }, { accountId: "acme" }],
];

describe.each(strangers)("%s", (_, first, second) => {
  test.each(reads)("%s of one never answers the other", async (__, read) => {
    await using lever = await Harness.start(stamped);
    const [one, other] = [withKey("key-1", first), withKey("key-2", second)];
    expect(await read(lever.client({}, one))).toMatchObject({ key: "key-1" });
    expect(await read(lever.client({}, other))).toMatchObject({ key: "key-2" });
    expect(await read(lever.client({}, one))).toMatchObject({ key: "key-1" });
    expect(lever.server.requests).toHaveLength(2);
  });

  test("asking the same in one tick they are two requests", async () => {
    const held: HeldReply[] = [];
    await using lever = await Harness.start((request) => {
      held.push(new HeldReply(stamped(request)));
      return held.at(-1)!.send;
    });
    const [one, other] = [withKey("key-1", first), withKey("key-2", second)];
    const asking = [one, other].map((target) => lever.client({}, target).one(opportunity, { opportunity: "o1" }));
    await lever.server.until(() => lever.server.open === 2);
    for (const reply of held) reply.release();
    expect((await Promise.all(asking)).map(({ value }) => value["key"])).toEqual(["key-1", "key-2"]);
  });

  test("neither is told what the other is about to ask for", async () => {
    await using lever = await Harness.start(stamped);
    expect(await gathered(lever, [lever.client({}, first), lever.client({}, second)])).toEqual([["v0"], ["v1"]]);
  });

  test("entities of one are not the other's", async () => {
    await using lever = await Harness.start(stamped);
    const [one, other] = [lever.client({}, first).entities, lever.client({}, second).entities];
    const fetchedAt = lever.clock.epochMs();
    await one.setMany("stage", [["s1", { value: "one's", fetchedAt }]], 60_000);
    expect(await other.getMany("stage", ["s1"])).toEqual([undefined]);
    await other.setMany("stage", [["s1", { value: "other's", fetchedAt }]], 60_000);
    expect((await one.getMany("stage", ["s1"]))[0]?.value).toBe("one's");
  });
});

describe("who sees confidential rows and who doesn't", () => {
  const seeing = [{ seesConfidential: true }, { confidentialAccess: true }] as const;
  const blind = [{ seesConfidential: false }, { confidentialAccess: true }] as const;

  test.each(reads.slice(1, 3))("share no list: %s", async (_, read) => {
    await using lever = await Harness.start(stamped);
    for (let round = 0; round < 2; round++) {
      expect(await read(lever.client(...seeing))).toMatchObject({ confidentiality: "all" });
      expect(await read(lever.client(...blind))).toMatchObject({ confidentiality: null });
    }
    expect(lever.server.requests).toHaveLength(2);
  });

  test("share no flight", async () => {
    await using lever = await Harness.start(stamped);
    const pages = await Promise.all(
      [lever.client(...seeing), lever.client(...blind)].map((client) => client.page(opportunities, {}, {})),
    );
    expect(pages.map(({ rows }) => rows[0]?.["confidentiality"])).toEqual(["all", null]);
  });

  test("are not told what the other is about to ask for, nor are those of another lane", async () => {
    await using lever = await Harness.start(stamped);
    const clients = [lever.client(...seeing), lever.client(...blind), lever.client({ lane: "background" })];
    expect(await gathered(lever, [...clients, lever.client(...seeing)])).toEqual([
      ["v0", "v3"],
      ["v1"],
      ["v2"],
      ["v0", "v3"],
    ]);
  });

  test("share no entities", async () => {
    await using lever = await Harness.start(stamped);
    const fetchedAt = lever.clock.epochMs();
    await lever.client(...seeing).entities.setMany("opportunity", [["o1", { value: "secret", fetchedAt }]], 60_000);
    expect(await lever.client(...blind).entities.getMany("opportunity", ["o1"])).toEqual([undefined]);
    expect(await lever.client().entities.getMany("opportunity", ["o1"])).toEqual([undefined]);
    expect((await lever.client(...seeing).entities.getMany("opportunity", ["o1"]))[0]?.value).toBe("secret");
  });
});
