import { beforeEach, expect, test } from "vitest";
import type { LinkDigest, SeenPerson, Store } from "../../src/store/store.js";
import { describeOnBoth } from "./databases.js";
import { connected, connection } from "./records.js";

const email = (digest: string): LinkDigest => ({ kind: "EMAIL", digest });
const github = (digest: string): LinkDigest => ({ kind: "GITHUB", digest });
const seen = (contactId: string, ...links: readonly LinkDigest[]): SeenPerson => ({
  contactId,
  links,
  isWhole: true,
  isAnonymous: false,
});

describeOnBoth("the link index", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  const contactsOf = async (digest: string, connectionId = id): Promise<readonly string[]> =>
    (await store.links.find(connectionId, [digest])).map(({ contactId }) => contactId);

  test("knows whose each link is, and nobody of any other", async () => {
    await store.links.learn(id, 1, [seen("c1", email("e1"), github("g1")), seen("c2", email("e2"))]);
    expect(await store.links.find(id, ["g1", "e2", "nobody", "e1", "e1"])).toEqual([
      { kind: "EMAIL", digest: "e1", contactId: "c1" },
      { kind: "EMAIL", digest: "e2", contactId: "c2" },
      { kind: "GITHUB", digest: "g1", contactId: "c1" },
    ]);
    expect(await store.links.find(id, [])).toEqual([]);
  });

  test("has a link that two people share for both", async () => {
    await store.links.learn(id, 1, [seen("c1", github("g")), seen("c2", github("g"))]);
    expect(await contactsOf("g")).toEqual(["c1", "c2"]);
  });

  test("has its own for each connection, and keeps nothing of one that is not there", async () => {
    const other = await connected(store, { accountId: "account-2" });
    await store.links.learn(id, 1, [seen("c1", email("e"))]);
    expect(await contactsOf("e", other.id)).toEqual([]);
    await store.links.learn(other.id, 1, [seen("c2", email("e"))]);
    expect(await contactsOf("e")).toEqual(["c1"]);
    const unknown = connection().id;
    await store.links.learn(unknown, 1, [seen("c1", email("e"))]);
    await store.links.learnExport(unknown, "p", "c1");
    expect(await contactsOf("e", unknown)).toEqual([]);
  });

  test("lets go of what a person has no more, exports apart", async () => {
    await store.links.learn(id, 1, [seen("c1", email("e1"), github("g1")), seen("c2", email("e1"))]);
    await store.links.learnExport(id, "p", "c1");
    await store.links.learn(id, 1, [seen("c1", email("e2"), github("g1"))]);
    expect(await contactsOf("e1")).toEqual(["c2"]);
    expect(await contactsOf("e2")).toEqual(["c1"]);
    expect(await contactsOf("g1")).toEqual(["c1"]);
    expect(await contactsOf("p")).toEqual(["c1"]);
  });

  test("keeps what is known of a person of whom only a part was seen", async () => {
    await store.links.learn(id, 1, [seen("c1", email("e1"))]);
    await store.links.learn(id, 1, [{ contactId: "c1", links: [github("g1")], isWhole: false, isAnonymous: false }]);
    expect(await contactsOf("e1")).toEqual(["c1"]);
    expect(await contactsOf("g1")).toEqual(["c1"]);
  });

  test("lets nothing lead to an anonymised person, what was exported to them neither", async () => {
    await store.links.learn(id, 1, [seen("c1", email("e1")), seen("c2", email("e2"))]);
    await store.links.learnExport(id, "p1", "c1");
    await store.links.learnExport(id, "p2", "c2");
    await store.links.learn(id, 1, [{ contactId: "c1", links: [], isWhole: false, isAnonymous: true }]);
    expect(await Promise.all(["e1", "p1", "e2", "p2"].map((digest) => contactsOf(digest)))).toEqual([
      ...[[], [], ["c2"], ["c2"]],
    ]);
  });

  test("forgets whom a full run has not seen, exports included, and nobody else", async () => {
    await store.links.learn(id, 1, [seen("gone", email("e1")), seen("stays", email("e2"))]);
    await store.links.learnExport(id, "p1", "gone");
    await store.links.learnExport(id, "p2", "stays");
    await store.links.learn(id, 2, [seen("stays", email("e2"))]);
    await store.links.sweep(id, 2);
    expect(await Promise.all(["e1", "p1", "e2", "p2"].map((digest) => contactsOf(digest)))).toEqual([
      ...[[], [], ["stays"], ["stays"]],
    ]);
  });

  test("keeps an export that was made while a full run was under way", async () => {
    await store.sync.ask(id, 1);
    await store.links.learnExport(id, "p", "new");
    await store.links.learnExport(id, "p", "new");
    await store.links.sweep(id, 1);
    expect(await contactsOf("p")).toEqual(["new"]);
  });

  test("hands a merged contact's exports over, once nothing is left of it", async () => {
    await store.opportunities.learn(id, [
      { opportunityId: "o1", contactId: "old" },
      { opportunityId: "o2", contactId: "old" },
    ]);
    await store.links.learn(id, 1, [seen("old", email("e"))]);
    await store.links.learnExport(id, "p", "old");
    const move = async (opportunityId: string): Promise<void> => {
      await store.opportunities.learn(id, [{ opportunityId, contactId: "new" }]);
      await store.links.follow(id, [{ from: "old", into: "new" }]);
    };
    await move("o1");
    expect(await contactsOf("p")).toEqual(["old"]);
    await move("o2");
    expect(await contactsOf("p")).toEqual(["new"]);
    expect(await contactsOf("e")).toEqual([]);
  });

  test("forgets a person with their last opportunity, and learns the opportunity anew", async () => {
    const rows = ["o1", "o2"].map((opportunityId) => ({ opportunityId, contactId: "c1" }));
    await store.opportunities.learn(id, rows);
    await store.links.learn(id, 1, [seen("c1", email("e"))]);
    await store.links.forgetOpportunities(id, ["o1", "unknown"]);
    expect(await contactsOf("e")).toEqual(["c1"]);
    await store.links.forgetOpportunities(id, ["o2"]);
    expect(await contactsOf("e")).toEqual([]);
    expect((await store.opportunities.contactsOf(id, ["o1", "o2"])).size).toBe(0);
    await store.opportunities.learn(id, rows);
    expect((await store.opportunities.contactsOf(id, ["o1", "o2"])).size).toBe(2);
  });

  test("forgets all of one person, and nothing of another", async () => {
    await store.opportunities.learn(id, [
      { opportunityId: "o1", contactId: "c1" },
      { opportunityId: "o2", contactId: "c2" },
    ]);
    await store.links.learn(id, 1, [seen("c1", email("e")), seen("c2", email("e"))]);
    await store.links.learnExport(id, "p", "c1");
    await store.links.forgetContact(id, "c1");
    expect(await contactsOf("e")).toEqual(["c2"]);
    expect(await contactsOf("p")).toEqual([]);
    expect(Object.fromEntries(await store.opportunities.contactsOf(id, ["o1", "o2"]))).toEqual({ o2: "c2" });
    await store.opportunities.learn(id, [{ opportunityId: "o1", contactId: "c1" }]);
    expect((await store.opportunities.contactsOf(id, ["o1"])).size).toBe(1);
  });

  test("learns thousands of people with many links at once, and all of it once", async () => {
    const people = Array.from({ length: 1_500 }, (_, index) =>
      seen(`c${index}`, ...Array.from({ length: 8 }, (_unused, link) => email(`${index}-${link}`)), email("shared")),
    );
    await store.links.learn(id, 1, people);
    await store.links.learn(id, 2, [...people].reverse());
    await store.links.sweep(id, 2);
    expect(await contactsOf("shared")).toHaveLength(1_500);
    expect(
      await store.links.find(
        id,
        people.map((_, index) => `${index}-7`),
      ),
    ).toHaveLength(1_500);
  });
});
