import { beforeEach, expect, test } from "vitest";
import type { Store } from "../../src/store/store.js";
import { ManualClock } from "../support/manual-clock.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { connected, connection, learnedRows } from "./records.js";

const ONE = "opportunity-1";
const HOUR_MS = 3_600_000;

describeOnBoth("the index of opportunities", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  const learnOne = (by: Store, contactId: string): Promise<void> =>
    by.opportunities.learn(id, [{ opportunityId: ONE, contactId }]);
  const contactOfOne = async (by: Store): Promise<string | undefined> =>
    (await by.opportunities.contactsOf(id, [ONE])).get(ONE);

  test("knows what passed, and nothing of what did not", async () => {
    await store.opportunities.learn(id, learnedRows(3));
    const contacts = await store.opportunities.contactsOf(id, ["opportunity-2", "nobody", "opportunity-0"]);
    expect(Object.fromEntries(contacts)).toEqual({ "opportunity-0": "contact-0", "opportunity-2": "contact-2" });
    expect((await store.opportunities.contactsOf(id, [])).size).toBe(0);
  });

  test("learns thousands of rows at once and again, and answers for all of them", async () => {
    const rows = learnedRows(5_000);
    await store.opportunities.learn(id, rows);
    await store.opportunities.learn(id, rows);
    const other = await database.open();
    await other.opportunities.learn(id, [...rows].reverse());
    const contacts = await other.opportunities.contactsOf(
      id,
      rows.map(({ opportunityId }) => opportunityId),
    );
    expect(contacts.size).toBe(5_000);
    for (const { opportunityId, contactId } of rows) expect(contacts.get(opportunityId)).toBe(contactId);
  });

  test("takes the last of several rows of one opportunity", async () => {
    await store.opportunities.learn(id, [...learnedRows(1_200, "old"), ...learnedRows(1_200, "new")]);
    expect(await contactOfOne(store)).toBe("new-1");
  });

  test("changes when an opportunity went to another contact", async () => {
    await learnOne(store, "contact-1");
    await learnOne(store, "contact-2");
    expect(await contactOfOne(await database.open())).toBe("contact-2");
  });

  test("is not written again by rows that this process saw stored lately", async () => {
    const clock = new ManualClock();
    const first = await database.open(clock);
    await learnOne(first, "contact-1");
    await learnOne(store, "contact-2");

    await learnOne(first, "contact-1");
    expect(await contactOfOne(store)).toBe("contact-2");

    await clock.advance(HOUR_MS);
    await learnOne(first, "contact-1");
    expect(await contactOfOne(store)).toBe("contact-1");
  });

  test("is written again by rows that this process has read to be otherwise", async () => {
    const other = await database.open();
    await learnOne(store, "contact-1");
    await learnOne(other, "contact-2");
    expect(await contactOfOne(store)).toBe("contact-2");
    await learnOne(store, "contact-1");
    expect(await contactOfOne(other)).toBe("contact-1");
  });

  test("has its own rows for each connection", async () => {
    const other = await connected(store, { accountId: "account-2" });
    await learnOne(store, "contact-1");
    expect((await store.opportunities.contactsOf(other.id, [ONE])).size).toBe(0);
    await store.opportunities.learn(other.id, [{ opportunityId: ONE, contactId: "contact-2" }]);
    expect(await contactOfOne(store)).toBe("contact-1");
  });

  test("keeps nothing of a connection that is not there, and learns it when it is", async () => {
    const later = connection();
    await store.opportunities.learn(later.id, learnedRows(3));
    expect((await store.opportunities.contactsOf(later.id, [ONE])).size).toBe(0);
    await store.connections.insert(later);
    await store.opportunities.learn(later.id, learnedRows(3));
    expect((await store.opportunities.contactsOf(later.id, [ONE])).get(ONE)).toBe("contact-1");
  });

  test("learns again when a connection that was removed is put back", async () => {
    const record = await connected(store);
    await store.opportunities.learn(record.id, learnedRows(3));
    await store.connections.remove("account-1", record.id);
    await store.connections.insert(record);
    await store.opportunities.learn(record.id, learnedRows(3));
    expect((await store.opportunities.contactsOf(record.id, [ONE])).get(ONE)).toBe("contact-1");
  });

  test("learns the same rows from many replicas at once, in whatever order", async () => {
    const stores = [store, await database.open(), await database.open()];
    const rows = learnedRows(800);
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        inTurn(stores, index).opportunities.learn(id, index % 2 ? [...rows].reverse() : rows.slice(index * 10)),
      ),
    );
    expect(
      (
        await store.opportunities.contactsOf(
          id,
          rows.map((row) => row.opportunityId),
        )
      ).size,
    ).toBe(800);
  });

  test("neither fails nor holds up a removal that comes in between, and has nothing left after it", async () => {
    const stores = [store, await database.open()];
    for (let round = 0; round < 10; round++) {
      const record = await connected(store);
      await store.opportunities.learn(record.id, learnedRows(700, "old"));
      const learning = stores.flatMap((by) => [
        by.opportunities.learn(record.id, learnedRows(1_400, "new")),
        by.opportunities.learn(record.id, learnedRows(1_400, "newer").reverse()),
      ]);
      const removal = stores[1]?.connections.remove("account-1", record.id);
      await Promise.all(learning);
      expect(await removal).toBe(true);
      const left = await store.opportunities.contactsOf(record.id, [ONE, "opportunity-1399"]);
      expect(left.size).toBe(0);
    }
  });
});
