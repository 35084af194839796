import { beforeEach, expect, test } from "vitest";
import { UnknownConnection } from "../../src/store/store-errors.js";
import type { Store } from "../../src/store/store.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { connected, mapping } from "./records.js";

describeOnBoth("a stage mapping", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
  });

  const proposal = () => ({
    connectionId: id,
    version: 0,
    proposed: true,
    document: mapping(),
    updatedAt: null,
    updatedByUserId: null,
  });

  test("is not there before it is proposed, and a save does not make it", async () => {
    expect(await store.stageMappings.read(id)).toBeNull();
    expect(await store.stageMappings.save(id, 0, mapping(), { userId: "user-1", now: 5 })).toBeNull();
    await store.stageMappings.rename(id, 0, mapping());
    expect(await store.stageMappings.read(id)).toBeNull();
  });

  test("is stored as it is proposed, field by field", async () => {
    expect(await store.stageMappings.propose(id, mapping())).toEqual(proposal());
    expect(await store.stageMappings.read(id)).toEqual(proposal());
  });

  test("is not replaced by another proposal, before or after it is saved", async () => {
    await store.stageMappings.propose(id, mapping());
    expect(await store.stageMappings.propose(id, mapping("Other"))).toEqual(proposal());
    const saved = await store.stageMappings.save(id, 0, mapping("Saved"), { userId: null, now: 5 });
    expect(await store.stageMappings.propose(id, mapping("Other"))).toEqual(saved);
  });

  test("is one and the same for all who propose at once", async () => {
    const stores = [store, await database.open()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => inTurn(stores, index).stageMappings.propose(id, mapping(String(index)))),
    );
    const stored = await store.stageMappings.read(id);
    expect(stored).not.toBeNull();
    for (const answer of answers) expect(answer).toEqual(stored);
  });

  test("can't be proposed for a connection that is gone", async () => {
    await store.connections.remove("account-1", id);
    await expect(store.stageMappings.propose(id, mapping())).rejects.toThrow(UnknownConnection);
    expect(await store.stageMappings.read(id)).toBeNull();
  });

  test("is replaced by a save of its version, which raises it and says who saved", async () => {
    await store.stageMappings.propose(id, mapping());
    const saved = {
      connectionId: id,
      version: 1,
      proposed: false,
      document: mapping("Saved"),
      updatedAt: 5,
      updatedByUserId: "user-1",
    };
    expect(await store.stageMappings.save(id, 0, mapping("Saved"), { userId: "user-1", now: 5 })).toEqual(saved);
    expect(await store.stageMappings.read(id)).toEqual(saved);
  });

  test("stays as it is when a save expects another version", async () => {
    await store.stageMappings.propose(id, mapping());
    await store.stageMappings.save(id, 0, mapping("Saved"), { userId: "user-1", now: 5 });
    const before = await store.stageMappings.read(id);
    for (const version of [0, 2, -1]) {
      expect(await store.stageMappings.save(id, version, mapping("Late"), { userId: "user-2", now: 6 })).toBeNull();
    }
    expect(await store.stageMappings.read(id)).toEqual(before);
  });

  test("is saved by one of fifty who save at once through two replicas", async () => {
    await store.stageMappings.propose(id, mapping());
    const stores = [store, await database.open()];
    for (let version = 0; version < 3; version++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          inTurn(stores, index).stageMappings.save(id, version, mapping(`Save ${String(index)}`), {
            userId: `user-${String(index)}`,
            now: index,
          }),
        ),
      );
      const won = answers.filter((answer) => answer !== null);
      expect(won).toHaveLength(1);
      expect(await store.stageMappings.read(id)).toEqual(won[0]);
      expect(won[0]?.version).toBe(version + 1);
    }
  });

  test("takes in names without another version, and only those of its own version", async () => {
    await store.stageMappings.propose(id, mapping());
    const names = { stageNames: { "stage-1": "Renamed", "stage-9": "Ü" }, reasonNames: {} };
    await store.stageMappings.rename(id, 1, names);
    expect(await store.stageMappings.read(id)).toEqual(proposal());
    await store.stageMappings.rename(id, 0, names);
    expect(await store.stageMappings.read(id)).toEqual({ ...proposal(), document: { ...mapping(), ...names } });
  });

  test("of one connection is not another's", async () => {
    const other = await connected(store);
    await store.stageMappings.propose(id, mapping());
    expect(await store.stageMappings.read(other.id)).toBeNull();
    await store.stageMappings.propose(other.id, mapping("Other"));
    await store.stageMappings.save(other.id, 0, mapping("Other, saved"), { userId: null, now: 5 });
    expect(await store.stageMappings.read(id)).toEqual(proposal());
  });

  test("keeps names with characters that a database would not take as such", async () => {
    const document = { ...mapping("NUL \0, half a pair \ud83d, 🙂"), reasonNames: { "reason-1": "\0" } };
    expect((await store.stageMappings.propose(id, document)).document).toEqual(document);
  });
});
