import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { UploadGone } from "../../src/store/store-errors.js";
import type { Store } from "../../src/store/store.js";
import { describeOnBoth, inTurn } from "./databases.js";
import { CANARY, connected } from "./records.js";
import { uploadRecord } from "./write-records.js";

const ACCOUNT = "account-1";
const UPLOAD = "upload-1";

async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer[]> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(Buffer.from(chunk));
  return read;
}

describeOnBoth("an upload", (database) => {
  let store: Store;
  let id: string;

  beforeEach(async () => {
    store = await database.open();
    ({ id } = await connected(store));
    await store.uploads.create(uploadRecord(id));
  });

  const append = (index: number, text: string, by = store): Promise<boolean> =>
    by.uploads.append(ACCOUNT, UPLOAD, index, Buffer.from(`sealed ${text}`), text.length);
  const sealed = async (by = store): Promise<string[]> => (await allOf(by.uploads.chunks(ACCOUNT, UPLOAD))).map(String);
  const rowsOfChunks = async (): Promise<number> =>
    (await (await database.openTables()).kysely.selectFrom("upload_chunk").selectAll().execute()).length;

  test("begins open and empty, for every replica", async () => {
    expect(await (await database.open()).uploads.byId(ACCOUNT, UPLOAD)).toEqual(uploadRecord(id));
    expect(await sealed()).toEqual([]);
    await store.uploads.create(uploadRecord(id, { id: "upload-2", receivedBytes: 10, state: "COMPLETE" }));
    expect(await store.uploads.byId(ACCOUNT, "upload-2")).toEqual(uploadRecord(id, { id: "upload-2" }));
  });

  test("can't be begun twice, and quotes nothing", async () => {
    const again = store.uploads.create(uploadRecord(id, { sealedName: CANARY }));
    await expect(again).rejects.toMatchObject({ name: "ConstraintViolated", constraint: "primaryKey" });
    await expect(again).rejects.not.toThrow(CANARY);
  });

  test("is read in the order in which it came, also by another replica", async () => {
    for (let index = 0; index < 12; index++) expect(await append(index, String(index))).toBe(true);
    const expected = Array.from({ length: 12 }, (_, index) => `sealed ${String(index)}`);
    expect(await sealed(await database.open())).toEqual(expected);
    expect((await store.uploads.byId(ACCOUNT, UPLOAD))?.receivedBytes).toBe(14);
  });

  test("keeps its bytes to the bit: all of them, none, many, and a part of a larger buffer", async () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    const chunks = [all, new Uint8Array(0), randomBytes(2 ** 20), Buffer.from(all).subarray(10, 20)];
    for (const [index, chunk] of chunks.entries()) {
      expect(await store.uploads.append(ACCOUNT, UPLOAD, index, chunk, 1)).toBe(true);
    }
    const read = await allOf(store.uploads.chunks(ACCOUNT, UPLOAD));
    expect(read.map((chunk) => chunk.toString("base64"))).toEqual(
      chunks.map((chunk) => Buffer.from(chunk).toString("base64")),
    );
  });

  test("refuses a chunk out of its turn, and counts nothing of it", async () => {
    expect(await append(1, "early")).toBe(false);
    expect(await append(0, "one")).toBe(true);
    for (const index of [0, 2, -1]) expect(await append(index, "wrong")).toBe(false);
    expect(await sealed()).toEqual(["sealed one"]);
    expect((await store.uploads.byId(ACCOUNT, UPLOAD))?.receivedBytes).toBe(3);
  });

  test("takes one of many chunks that come for the same place at once", async () => {
    const stores = [store, await database.open()];
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) => append(0, String(index % 10), inTurn(stores, index))),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await sealed()).toHaveLength(1);
    expect((await store.uploads.byId(ACCOUNT, UPLOAD))?.receivedBytes).toBe(1);
  });

  test("that begins again has forgotten what came before", async () => {
    await append(0, "wrong");
    await append(1, "wrong too");
    await store.uploads.restart(ACCOUNT, UPLOAD);
    expect(await store.uploads.byId(ACCOUNT, UPLOAD)).toEqual(uploadRecord(id));
    expect(await rowsOfChunks()).toBe(0);
    expect(await append(0, "right")).toBe(true);
    expect(await sealed()).toEqual(["sealed right"]);
  });

  test("is complete when as many bytes have come as were announced, not with fewer and not with more", async () => {
    expect(await store.uploads.complete(ACCOUNT, UPLOAD)).toBe(false);
    await append(0, "12345");
    expect(await store.uploads.complete(ACCOUNT, UPLOAD)).toBe(false);
    await append(1, "678901");
    expect(await store.uploads.complete(ACCOUNT, UPLOAD)).toBe(false);
    await store.uploads.restart(ACCOUNT, UPLOAD);
    await append(0, "1234567890");
    expect(await store.uploads.complete(ACCOUNT, UPLOAD)).toBe(true);
    expect(await store.uploads.complete(ACCOUNT, UPLOAD)).toBe(true);
    expect(await store.uploads.byId(ACCOUNT, UPLOAD)).toEqual(
      uploadRecord(id, { state: "COMPLETE", receivedBytes: 10 }),
    );
  });

  test("that is complete stays as it is", async () => {
    await append(0, "1234567890");
    await store.uploads.complete(ACCOUNT, UPLOAD);
    expect(await append(1, "more")).toBe(false);
    await store.uploads.restart(ACCOUNT, UPLOAD);
    expect(await sealed()).toEqual(["sealed 1234567890"]);
  });

  test("is unknown to another account: not read, not written, not begun again, not completed", async () => {
    await append(0, "1234567890");
    for (const account of ["account-2", "Account-1", "%", ""]) {
      expect(await store.uploads.byId(account, UPLOAD)).toBeNull();
      expect(await store.uploads.append(account, UPLOAD, 1, Buffer.from("x"), 1)).toBe(false);
      await store.uploads.restart(account, UPLOAD);
      expect(await store.uploads.complete(account, UPLOAD)).toBe(false);
      await expect(allOf(store.uploads.chunks(account, UPLOAD))).rejects.toThrow(UploadGone);
    }
    expect(await sealed()).toEqual(["sealed 1234567890"]);
    expect((await store.uploads.byId(ACCOUNT, UPLOAD))?.state).toBe("OPEN");
  });

  test("that goes while it is read says so, and does not pass for a shorter file", async () => {
    for (let index = 0; index < 3; index++) await append(index, String(index));
    const reading = store.uploads.chunks(ACCOUNT, UPLOAD)[Symbol.asyncIterator]();
    expect((await reading.next()).done).toBe(false);
    await store.connections.remove(ACCOUNT, id);
    await expect(reading.next()).rejects.toThrow(UploadGone);
    expect(await rowsOfChunks()).toBe(0);
  });

  test("goes with its chunks when it has expired, complete or not, and no sooner", async () => {
    await append(0, "1234567890");
    await store.uploads.complete(ACCOUNT, UPLOAD);
    for (let index = 0; index < 12; index++) {
      await store.uploads.create(uploadRecord(id, { id: `old-${String(index)}`, expiresAt: 10 }));
      await store.uploads.append(ACCOUNT, `old-${String(index)}`, 0, Buffer.from("x"), 1);
    }
    expect(await store.uploads.prune(9)).toBe(0);
    expect(await store.uploads.prune(10)).toBe(12);
    expect(await rowsOfChunks()).toBe(1);
    expect(await store.uploads.prune(1_000)).toBe(1);
    expect(await store.uploads.byId(ACCOUNT, UPLOAD)).toBeNull();
    expect(await rowsOfChunks()).toBe(0);
  });
});
