import { beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/store.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { connected, webhookDelivery } from "./records.js";

describeOnBoth("webhooks", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  test("of a connection that is not there are none", async () => {
    expect(await store.webhooks.read("nobody")).toBeNull();
    expect(await store.webhooks.read(id)).toEqual({ accountId: "account-1", tokens: [], lastReceivedAt: null });
  });

  test("have their tokens, one each, for every replica; the last one put counts", async () => {
    await store.webhooks.putToken(id, { webhookId: "one", sealedToken: "first" });
    await store.webhooks.putToken(id, { webhookId: "two", sealedToken: "second" });
    await store.webhooks.putToken(id, { webhookId: "one", sealedToken: "third" });
    const { tokens = [] } = (await (await database.open()).webhooks.read(id)) ?? {};
    expect([...tokens].sort((one, other) => (one.webhookId < other.webhookId ? -1 : 1))).toEqual([
      { webhookId: "one", sealedToken: "third" },
      { webhookId: "two", sealedToken: "second" },
    ]);
    await store.webhooks.dropTokens(id, ["one", "unknown"]);
    expect((await store.webhooks.read(id))?.tokens).toEqual([{ webhookId: "two", sealedToken: "second" }]);
  });

  test("are received once, however often and wherever they come", async () => {
    const stores = [store, await database.open()];
    const took = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        inTurn(stores, index).webhooks.receive(id, [webhookDelivery("same"), webhookDelivery(String(index))], 7),
      ),
    );
    expect(took.filter(([isNew]) => isNew)).toHaveLength(1);
    expect(took.every(([, isNew]) => isNew)).toBe(true);
    expect(await store.webhooks.receive(id, [webhookDelivery("twice"), webhookDelivery("twice")], 7)).toEqual([
      true,
      false,
    ]);
    expect((await store.webhooks.read(id))?.lastReceivedAt).toBe(7);
  });

  test("of two connections with the same token are two", async () => {
    const other = await connected(store);
    expect(await store.webhooks.receive(id, [webhookDelivery("same")], 1)).toEqual([true]);
    expect(await store.webhooks.receive(other.id, [webhookDelivery("same")], 1)).toEqual([true]);
  });

  test("that came before do not move the time of the last one", async () => {
    await store.webhooks.receive(id, [webhookDelivery("one")], 5);
    await store.webhooks.receive(id, [webhookDelivery("one")], 9);
    expect((await store.webhooks.read(id))?.lastReceivedAt).toBe(5);
  });

  test("wait until they are settled, the oldest first", async () => {
    await store.webhooks.receive(id, [webhookDelivery("later")], 9);
    await store.webhooks.receive(id, [webhookDelivery("b"), webhookDelivery("a", { contactId: "contact-1" })], 5);
    await store.webhooks.receive(id, [webhookDelivery("test", { opportunityId: null, pending: false })], 1);
    expect((await store.webhooks.pendingOf(id, 2)).map(({ digest }) => digest)).toEqual(["a", "b"]);
    expect(await store.webhooks.pendingOf(id, 1)).toEqual([webhookDelivery("a", { contactId: "contact-1" })]);
    await store.webhooks.settle(id, ["a", "b"]);
    expect((await store.webhooks.pendingOf(id, 9)).map(({ digest }) => digest)).toEqual(["later"]);
  });

  test("that wait are found by their connection, where it is switched on", async () => {
    const off = await connected(store, { enabled: false });
    for (const connection of [id, off.id]) {
      await store.webhooks.receive(connection, [webhookDelivery("one"), webhookDelivery("two")], 5);
    }
    expect(await store.webhooks.waiting(5, 9)).toEqual([]);
    expect(await store.webhooks.waiting(6, 9)).toEqual([{ connectionId: id, accountId: "account-1" }]);
    await store.webhooks.settle(id, ["one", "two"]);
    expect(await store.webhooks.waiting(6, 9)).toEqual([]);
  });

  test("are forgotten by their age, settled or not; the time of the last one stays", async () => {
    await store.webhooks.receive(id, [webhookDelivery("old"), webhookDelivery("older", { pending: false })], 5);
    await store.webhooks.receive(id, [webhookDelivery("new")], 6);
    expect(await store.webhooks.prune(6)).toBe(2);
    expect((await store.webhooks.pendingOf(id, 9)).map(({ digest }) => digest)).toEqual(["new"]);
    await store.webhooks.prune(7);
    expect((await store.webhooks.read(id))?.lastReceivedAt).toBe(6);
  });

  test("are registered by one at a time, across replicas", async () => {
    const other = await database.open();
    const turns = await Promise.all(
      ["one", "two"].map((holder, index) =>
        inTurn([store, other], index).webhooks.beginRegistration(id, holder, 10, 20),
      ),
    );
    expect(turns.filter(Boolean)).toHaveLength(1);
    const [winner, loser] = turns[0] ? ["one", "two"] : ["two", "one"];
    await store.webhooks.endRegistration(id, loser);
    expect(await store.webhooks.beginRegistration(id, loser, 19, 30)).toBe(false);
    await store.webhooks.endRegistration(id, winner);
    expect(await store.webhooks.beginRegistration(id, loser, 19, 30)).toBe(true);
  });

  test("may be registered by another once the one before has taken too long", async () => {
    expect(await store.webhooks.beginRegistration(id, "one", 10, 20)).toBe(true);
    expect(await store.webhooks.beginRegistration(id, "two", 20, 30)).toBe(true);
    await store.webhooks.endRegistration(id, "one");
    expect(await store.webhooks.beginRegistration(id, "three", 21, 30)).toBe(false);
    await store.webhooks.receive(id, [webhookDelivery("one")], 21);
    expect(await store.webhooks.beginRegistration(id, "three", 22, 30)).toBe(false);
  });
});
