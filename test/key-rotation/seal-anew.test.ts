import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { createBulkSeal } from "../../src/context/bulk-seal.js";
import { type KindTally, sealAnew } from "../../src/key-rotation/seal-anew.js";
import { openDigester } from "../../src/service/open-secrets.js";
import { openSqlite } from "../../src/store/open-database.js";
import type { SealedValues, Store } from "../../src/store/store.js";
import { SEALED_COLUMNS } from "../../src/store/tables/sealed-columns.js";
import { SealedChunks } from "../../src/uploads/sealed-chunks.js";
import { systemClock } from "../../src/time/system-clock.js";
import { bindingOf, SEALED_KINDS, type SealedKind } from "../../src/vault/bindings.js";
import { createVault } from "../../src/vault/ring-vault.js";
import type { Vault } from "../../src/vault/vault.js";
import { describeOnBoth, sqlitePlace, type TestDatabase } from "../store/databases.js";
import { connection } from "../store/records.js";
import { bulkItems, bulkOperation, newWrite, uploadRecord } from "../store/write-records.js";

const ACCOUNT = "account-1";
const OLD = { id: "k_1", key: randomBytes(32) };
const NEW = { id: "kx1", key: randomBytes(32) };
const before = createVault([OLD]);
const during = createVault([NEW, OLD]);
const after = createVault([NEW]);

/** How many values {@link fill} keeps of each kind; an item has no outcome before it is done. */
const KEPT: Readonly<Record<SealedKind, number>> = {
  ...{ apiKey: 1, webhookToken: 2, writeProgress: 1, uploadName: 1, uploadChunk: 20 },
  ...{ bulkCaller: 1, bulkInput: 3, bulkOutcome: 1, installationSecret: 1 },
};

const ID = "connection-1";
const CALLER = { accountId: ACCOUNT, userId: "u1", email: "ada@acme.example", roles: new Set(["recruiter"] as const) };

/** Keeps values of every kind, sealed by the vault, as the product does. */
async function fill(store: Store, vault: Vault): Promise<void> {
  await store.connections.insert(
    connection({ id: ID, sealedApiKey: vault.seal("api-key", bindingOf("apiKey", ACCOUNT, ID)) }),
  );
  for (const webhookId of ["by-hand", "w1"]) {
    const sealedToken = vault.seal(`token ${webhookId}`, bindingOf("webhookToken", ACCOUNT, ID, webhookId));
    await store.webhooks.putToken(ID, { webhookId, sealedToken });
  }
  const progress = vault.seal("{}", bindingOf("writeProgress", ACCOUNT, "exportProfileToAts", "key-1"));
  await store.writes.open(newWrite(ID, { sealedProgress: progress }), 5);
  await fillUpload(store, vault);
  await fillBulk(store, vault);
  (await openDigester(store.secrets, vault, raise)).digest("any", "text");
}

async function fillUpload(store: Store, vault: Vault): Promise<void> {
  const upload = uploadRecord(ID, { sealedName: vault.seal("cv.pdf", bindingOf("uploadName", ACCOUNT, "upload-1")) });
  await store.uploads.create(upload);
  const chunks = new SealedChunks(store.uploads, vault);
  for (let index = 0; index < KEPT.uploadChunk; index++) await chunks.append(upload, index, Buffer.from(`b${index}`));
}

async function fillBulk(store: Store, vault: Vault): Promise<void> {
  const seal = createBulkSeal(vault);
  const operation = bulkOperation({ id: "bulk-1", sealedCaller: seal.sealCaller("bulk-1", CALLER) });
  const items = bulkItems(operation, [ID, ID, null]).map((item) => ({
    ...item,
    sealedInput: seal.sealInput("bulk-1", item.index, { note: `input ${item.index}` }),
  }));
  await store.bulk.create(operation, items);
  await store.bulk.take("holder-1", 100, 5);
  const sealedInput = seal.sealInput("bulk-1", 0, { note: "input 0" });
  const sealedOutcome = seal.sealOutcome("bulk-1", 0, { note: "outcome" });
  const outcome = { sealedInput, sealedOutcome, failed: false };
  expect(await store.bulk.finish("bulk-1", 0, "holder-1", outcome, 6)).toBe(true);
}

/** Everything that {@link fill} has kept, opened by the vault. */
async function opened(store: Store, vault: Vault): Promise<object> {
  const seal = createBulkSeal(vault);
  const webhooks = await store.webhooks.read(ID);
  const upload = await store.uploads.byId(ACCOUNT, "upload-1");
  const [item] = await store.bulk.items("bulk-1", 10, null);
  const operation = await store.bulk.byId(ACCOUNT, "bulk-1");
  const write = await store.writes.read({
    accountId: ACCOUNT,
    mutation: "exportProfileToAts",
    idempotencyKey: "key-1",
  });
  const chunks: string[] = [];
  const sealedChunks = new SealedChunks(store.uploads, vault);
  for await (const chunk of sealedChunks.read({ accountId: ACCOUNT, id: "upload-1" })) {
    chunks.push(Buffer.from(chunk).toString());
  }
  const second = await store.bulk.take("holder-2", 100, 5);
  return {
    apiKey: vault.open(
      (await store.connections.byId(ACCOUNT, ID))?.sealedApiKey ?? "",
      bindingOf("apiKey", ACCOUNT, ID),
    ),
    tokens: webhooks?.tokens.map(({ webhookId, sealedToken }) =>
      vault.open(sealedToken, bindingOf("webhookToken", ACCOUNT, ID, webhookId)),
    ),
    progress: vault.open(
      write?.sealedProgress ?? "",
      bindingOf("writeProgress", ACCOUNT, "exportProfileToAts", "key-1"),
    ),
    name: vault.open(upload?.sealedName ?? "", bindingOf("uploadName", ACCOUNT, "upload-1")),
    chunks,
    caller: seal.openCaller("bulk-1", operation?.sealedCaller ?? ""),
    inputs: [item, second].map((one) => seal.openInput("bulk-1", one?.index ?? -1, one?.sealedInput ?? "")),
    outcome: seal.openOutcome("bulk-1", 0, item?.sealedOutcome ?? ""),
    digest: (await openDigester(store.secrets, vault, raise)).digest("any", "text"),
  };
}

function raise(error: Error): never {
  throw error;
}

const countsOf = (tallies: readonly KindTally[], count: "sealedAnew" | "inOrder"): object =>
  Object.fromEntries(tallies.map((tally) => [tally.kind, tally[count]]));

/** The stored boxes, of all kinds. */
async function boxes(database: TestDatabase): Promise<readonly string[]> {
  const { kysely } = await database.openTables();
  const read = SEALED_KINDS.map(async (kind) => {
    const { table, column } = SEALED_COLUMNS[kind];
    const all = sql<{ box: unknown }>`select ${sql.ref(column)} as box from ${sql.table(table)}`;
    return (await all.execute(kysely)).rows.map(({ box }) => String(box));
  });
  return (await Promise.all(read)).flat();
}

describeOnBoth("sealing anew", (database) => {
  let store: Store;

  beforeEach(async () => {
    store = await database.open();
  });

  test("leaves nothing that the old key is needed for, and every value what it was", async () => {
    await fill(store, before);
    const whatItWas = await opened(store, before);
    const tallies = await sealAnew({ values: store.sealedValues, vault: during });
    expect(countsOf(tallies, "sealedAnew")).toEqual(KEPT);
    expect(tallies.flatMap(({ unreadable }) => unreadable)).toEqual([]);
    expect(tallies.map(({ left }) => left)).toEqual(SEALED_KINDS.map(() => 0));
    await store.bulk.releaseHolds();
    expect(await opened(await database.open(), after)).toEqual(whatItWas);
  });

  test("done again changes nothing", async () => {
    await fill(store, before);
    await sealAnew({ values: store.sealedValues, vault: during });
    const first = await boxes(database);
    const tallies = await sealAnew({ values: store.sealedValues, vault: during });
    expect(countsOf(tallies, "sealedAnew")).toEqual(Object.fromEntries(SEALED_KINDS.map((kind) => [kind, 0])));
    expect(countsOf(tallies, "inOrder")).toEqual(KEPT);
    expect(await boxes(database)).toEqual(first);
  });

  test("broken off goes on where it was", async () => {
    await fill(store, before);
    let replaced = 0;
    const values: SealedValues = {
      portion: (...asked) => store.sealedValues.portion(...asked),
      replace: (...change) =>
        replaced++ < 10 ? store.sealedValues.replace(...change) : Promise.reject(new Error("killed")),
    };
    await expect(sealAnew({ values, vault: during })).rejects.toThrow("killed");
    const tallies = await sealAnew({ values: store.sealedValues, vault: during });
    const all = Object.values(KEPT).reduce((sum, count) => sum + count, 0);
    const anew = tallies.reduce((sum, { sealedAnew }) => sum + sealedAnew, 0);
    expect(anew).toBe(all - 10);
    expect(await opened(store, after)).toMatchObject({ apiKey: "api-key" });
  });

  test("never puts back what was replaced meanwhile", async () => {
    await fill(store, before);
    const rotated = during.seal("another key", bindingOf("apiKey", ACCOUNT, ID));
    const values: SealedValues = {
      ...store.sealedValues,
      portion: async (kind, ...asked) => {
        const portion = await store.sealedValues.portion(kind, ...asked);
        if (kind === "apiKey") await store.connections.update(ACCOUNT, ID, { sealedApiKey: rotated }, 7);
        return portion;
      },
    };
    const [tally] = await sealAnew({ values, vault: during });
    expect(tally).toEqual({ kind: "apiKey", sealedAnew: 0, inOrder: 0, unreadable: [], left: 0 });
    expect((await store.connections.byId(ACCOUNT, ID))?.sealedApiKey).toBe(rotated);
  });

  test("says when somebody goes on sealing under another key", async () => {
    await fill(store, before);
    const values: SealedValues = {
      ...store.sealedValues,
      portion: async (kind, beginning, behind) => {
        const sealedApiKey = before.seal("api-key", bindingOf("apiKey", ACCOUNT, ID));
        if (kind === "apiKey" && behind === null) await store.connections.update(ACCOUNT, ID, { sealedApiKey }, 7);
        return store.sealedValues.portion(kind, beginning, behind);
      },
    };
    expect((await sealAnew({ values, vault: during }))[0]).toMatchObject({ kind: "apiKey", sealedAnew: 3, left: 1 });
  });

  test("leaves what can't be opened as it is, says why, and goes on", async () => {
    await fill(store, before);
    const strange = createVault([{ id: "lost", key: randomBytes(32) }]).seal("x", bindingOf("apiKey", ACCOUNT, "c2"));
    const pasted = before.seal("api-key", bindingOf("apiKey", ACCOUNT, ID));
    await store.connections.insert(connection({ id: "c2", sealedApiKey: strange }));
    await store.connections.insert(connection({ id: "c3", sealedApiKey: pasted }));
    const tallies = await sealAnew({ values: store.sealedValues, vault: during });
    expect(countsOf(tallies, "sealedAnew")).toEqual(KEPT);
    expect(tallies[0]?.unreadable).toEqual([
      { key: ["c2"], reason: "The key ring has no key lost" },
      { key: ["c3"], reason: "Key k_1 of the ring does not open the sealed text, or not for this use" },
    ]);
    expect((await store.connections.byId(ACCOUNT, "c2"))?.sealedApiKey).toBe(strange);
  });

  test("reads every row of many portions once", async () => {
    await store.connections.insert(
      connection({ id: ID, sealedApiKey: during.seal("x", bindingOf("apiKey", ACCOUNT, ID)) }),
    );
    const keys = Array.from({ length: 450 }, (_, index) => `key-${index}`);
    for (const idempotencyKey of keys) {
      const sealedProgress = before.seal(
        "{}",
        bindingOf("writeProgress", ACCOUNT, "exportProfileToAts", idempotencyKey),
      );
      await store.writes.open(newWrite(ID, { idempotencyKey, sealedProgress }), 5);
    }
    const tallies = await sealAnew({ values: store.sealedValues, vault: during });
    expect(tallies.find(({ kind }) => kind === "writeProgress")).toMatchObject({ sealedAnew: 450, left: 0 });
  });
});

test("the list of what is sealed has every column that holds sealed values", async () => {
  const { dataDir, drop } = await sqlitePlace();
  const { kysely, close } = await openSqlite(dataDir, systemClock);
  const tables = await kysely.introspection.getTables();
  await close();
  await drop();
  const sealed = tables.flatMap(({ name: table, columns }) =>
    columns.filter(({ name }) => name.startsWith("sealed")).map(({ name }) => `${table}.${name}`),
  );
  const listed = Object.values(SEALED_COLUMNS).map(({ table, column }) => `${table}.${column}`);
  expect(sealed.sort()).toEqual(listed.sort());
});
