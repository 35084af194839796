import { describe, expect, test } from "vitest";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import { hasRedis, NO_REDIS } from "../support/redis.js";
import { object, page, refusal, type Reply, type SeenRequest } from "../support/scripted-server.js";
import { HeldReply } from "./held-reply.js";
import { Replicas } from "./replicas.js";
import { RedisStore, ScriptedStore, type SharedStore } from "./shared-stores.js";
import { Costs, createNote, leverErrorOf, opportunities, opportunity, type Row, stages } from "./support.js";

const one = { opportunity: "o1" };
const VALUE = /:value:/;
const GENERATION = /:generation:/;

const search = defineEndpoint<Row>({
  path: "/users",
  permission: "find all users",
  documentation: "Users > List all users",
  maxAgeMs: 60_000,
});

/** Each answer tells which request it is of; writes answer nothing much. */
function counting({ method, path }: SeenRequest, index: number): Reply {
  if (method !== "GET") return object({});
  return path.endsWith("/o1") ? object({ id: "o1", version: index }) : page([{ id: "x", version: index }]);
}

const stores: readonly [string, boolean, () => Promise<SharedStore>][] = [
  ["a store that takes one key at a time", true, () => Promise.resolve(new ScriptedStore("single"))],
  ["a store that takes many keys", true, () => Promise.resolve(new ScriptedStore("many"))],
  [hasRedis() ? "Redis" : `Redis (${NO_REDIS})`, hasRedis(), () => RedisStore.start()],
];

for (const [name, isHere, open] of stores)
  describe.skipIf(!isHere)(name, () => {
    test("what one replica has read serves the other: pages, lists, objects, entities, and what isn't there", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, (request, index) =>
        request.path.endsWith("/gone") ? refusal(404) : counting(request, index),
      );
      const first = await readAll(lever.one);
      await store.written();
      const sent = lever.requests.length;
      const report = new Costs();
      expect(await readAll(lever.other, report)).toEqual(first);
      expect(lever.requests).toHaveLength(sent);
      expect(report.cacheHits).toBe(5);
      expect(lever.errors).toEqual([]);
    });

    test("texts come back as they were, whatever they begin with", async () => {
      await using store = await open();
      const row = { id: "o1", a: ":base64:eA==", b: ":x", c: "::", d: null, e: "\u2028 ü", f: [[], {}, ""], g: 1e21 };
      await using lever = await Replicas.start(store, () => object(row));
      await lever.one.client().one(opportunity, one);
      await store.written();
      expect((await lever.other.client().one(opportunity, one)).value).toEqual(row);
      expect(lever.requests).toHaveLength(1);
    });

    test("what one replica writes, the other doesn't serve from before", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, counting);
      await lever.one.client().one(opportunity, one);
      await lever.one.client().all(stages, {});
      await store.written();
      await lever.other.client().one(opportunity, one);
      await lever.other.client().all(stages, {});
      await lever.one.client().send(createNote, one, {});
      expect((await lever.other.client().one(opportunity, one)).value["version"]).toBe(3);
      expect((await lever.other.client().all(stages, {})).value[0]?.["version"]).toBe(1);
    });

    test("a slow read of one that the other's write overtakes is served to nobody after it", async () => {
      await using store = await open();
      const slow = new HeldReply(object({ id: "o1", version: "before" }));
      await using lever = await Replicas.start(store, (request, index) =>
        index === 0 ? slow.send : counting(request, index),
      );
      const early = lever.one.client().one(opportunity, one);
      await lever.one.server.until(() => lever.requests.length === 1);
      await lever.other.client().send(createNote, one, {});
      slow.release();
      expect((await early).value["version"]).toBe("before");
      await store.written();
      expect((await lever.one.client().one(opportunity, one)).value["version"]).toBe(2);
      await store.written();
      expect((await lever.other.client().one(opportunity, one)).value["version"]).toBe(2);
    });

    test("what one replica forgets, the other does too", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, counting);
      await lever.one.client().all(stages, {});
      await store.written();
      await lever.other.client().all(stages, {});
      await lever.one.pool.forget({ accountId: "acme", connectionId: "c1" });
      await lever.other.client().all(stages, {});
      expect(lever.requests).toHaveLength(2);
    });

    test("what one replica hears has changed, the other reads anew; reference lists of something else stay", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, counting);
      await lever.one.client().one(opportunity, one);
      await lever.one.client().all(stages, {});
      await store.written();
      await lever.other.client().one(opportunity, one);
      await lever.other.client().all(stages, {});
      await lever.one.pool.changed({ accountId: "acme", connectionId: "c1" }, ["opportunities", "contacts"]);
      expect((await lever.other.client().one(opportunity, one)).value["version"]).toBe(2);
      await lever.other.client().all(stages, {});
      expect(lever.requests).toHaveLength(3);
    });

    test.each<[string, RegExp]>([
      ["everything", /./],
      ["the values", VALUE],
      ["the generations", GENERATION],
    ])("a store that throws %s away costs a request, and serves nothing from before a write", async (_, pattern) => {
      await using store = await open();
      await using lever = await Replicas.start(store, counting);
      await lever.one.client().one(opportunity, one);
      await store.written();
      await lever.other.client().one(opportunity, one);
      await lever.one.client().send(createNote, one, {});
      await store.evict(pattern);
      expect((await lever.other.client().one(opportunity, one)).value["version"]).toBe(2);
      await store.written();
      expect((await lever.one.client().one(opportunity, one)).value["version"]).toBe(2);
      expect(lever.errors).toEqual([]);
    });

    test("a value in another connection's place is refused, reported without its content, and asked for anew", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, (_, index) => object({ id: `canary-${index}` }));
      const victim = { connectionId: "c2" };
      await lever.one.client().one(opportunity, one);
      await lever.one.client({}, victim).one(opportunity, { opportunity: "o2" });
      await store.written();
      // All that belongs to c1 stands where c2's would: values and generations.
      for (const key of (await store.keys()).filter((name) => name.includes('"c1"'))) {
        await store.plant(key.replace('"c1"', '"c2"'), (await store.read(key)) ?? "");
      }
      expect((await lever.other.client({}, victim).one(opportunity, one)).value.id).toBe("canary-2");
      expect(lever.errors).toEqual(["A cached value was found in another connection's place"]);
    });

    test.each<[string, string]>([
      ["no JSON", "\u0000garbage{"],
      ["JSON of something else", '"x"'],
      ["nothing at all", '{"value":null}'],
      ["a value without its size", '{"value":{"stamp":"[\\"acme\\",\\"c1\\"]","fetchedAt":1}}'],
      ["a value of a strange size", '{"value":{"stamp":"[\\"acme\\",\\"c1\\"]","fetchedAt":1,"bytes":0.3}}'],
    ])("%s in a value's or a generation's place is a miss, and is written over", async (_, garbage) => {
      await using store = await open();
      await using lever = await Replicas.start(store, counting);
      await lever.one.client().one(opportunity, one);
      await store.written();
      for (const key of await store.keys()) await store.plant(key, garbage);
      expect((await lever.other.client().one(opportunity, one)).value["version"]).toBe(1);
      await store.written();
      expect((await lever.one.client().one(opportunity, one)).value["version"]).toBe(1);
      expect(lever.requests).toHaveLength(2);
    });

    test("one bad value spoils no other that is asked for with it", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, counting);
      const fetchedAt = lever.clock.epochMs();
      const kept = (id: string) => [id, { value: id, fetchedAt }] as const;
      await lever.one.client().entities.setMany("stage", [kept("a"), kept("b"), kept("c")], 60_000);
      await store.written();
      const [first] = (await store.keys()).filter((key) => VALUE.test(key));
      await store.plant(first!, "garbage");
      const found = await lever.other.client().entities.getMany("stage", ["a", "b", "c"]);
      expect(found.filter((entity) => entity !== undefined)).toHaveLength(2);
    });

    test("keys hold nothing of a candidate's, and no key of Lever's", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, counting);
      const asked = { email: "canary@x.test" };
      await lever.one
        .client({}, { credential: { kind: "apiKey", secret: "canary-key" } })
        .page(opportunities, {}, asked);
      await lever.one.client().all(search, {}, asked);
      const fetchedAt = lever.clock.epochMs();
      await lever.one.client().entities.setMany("user", [["canary@x.test", { value: 1, fetchedAt }]], 60_000);
      await store.written();
      const keys = await store.keys();
      expect(keys.filter((key) => VALUE.test(key))).toHaveLength(3);
      expect(keys.join("\n")).not.toContain("canary");
    });

    test("a value that is too large to share is kept in the process that read it", async () => {
      await using store = await open();
      await using lever = await Replicas.start(store, () => object({ id: "o1", filler: "x".repeat(5 * 2 ** 20) }));
      await lever.one.client().one(opportunity, one);
      await lever.one.client().one(opportunity, one);
      expect(lever.requests).toHaveLength(1);
      await store.written();
      expect((await store.keys()).filter((key) => VALUE.test(key))).toEqual([]);
      await lever.other.client().one(opportunity, one);
      expect(lever.requests).toHaveLength(2);
    });
  });

async function readAll(lever: Replicas["one"], report = new Costs()) {
  const client = lever.client({ report });
  const fetchedAt = lever.clock.epochMs();
  const { entities } = client;
  if ((await entities.getMany("stage", ["s"]))[0] === undefined) {
    await entities.setMany("stage", [["s", { value: { id: "s" }, fetchedAt }]], 60_000);
  }
  return {
    single: await client.one(opportunity, one),
    page: await client.page(opportunities, {}, {}),
    all: await client.all(stages, {}),
    gone: (await leverErrorOf(client.one(opportunity, { opportunity: "gone" }))).code,
    entity: await lever.client().entities.getMany("stage", ["s"]),
  };
}
