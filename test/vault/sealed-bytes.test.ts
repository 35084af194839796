import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createVault } from "../../src/vault/ring-vault.js";
import { SecretUnreadable } from "../../src/vault/vault.js";

const NEW = { id: "k2", key: randomBytes(32) };
const OLD = { id: "k1", key: randomBytes(32) };
const BINDING = ["upload-chunk", "account", "upload", "0"];
const ALL = Uint8Array.from({ length: 256 }, (_, byte) => byte);

describe("sealed bytes", () => {
  const vault = createVault([NEW, OLD]);

  test.each([
    ["every byte", ALL],
    ["none", new Uint8Array()],
    ["many", randomBytes(600_000)],
    ["a part of a larger buffer", Buffer.from(ALL).subarray(10, 20)],
  ])("open to what was sealed: %s", (_, bytes) => {
    const box = vault.sealBytes(bytes, BINDING);
    expect(Buffer.from(vault.openBytes(box, BINDING)).equals(bytes)).toBe(true);
  });

  test("are longer by version, key id, nonce and tag, and hold nothing in the clear", () => {
    const box = Buffer.from(vault.sealBytes(Buffer.from("Canary of a resume"), BINDING));
    expect(box.length).toBe(2 + 2 + 12 + 18 + 16);
    expect(box.includes("Canary")).toBe(false);
  });

  test("do not open with any byte changed, cut off or added", () => {
    const box = vault.sealBytes(Buffer.from("short"), BINDING);
    for (let place = 0; place < box.length; place++) {
      const changed = Uint8Array.from(box);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(() => vault.openBytes(changed, BINDING), `byte ${place}`).toThrow(SecretUnreadable);
    }
    for (const length of [0, 1, 2, 4, 20, box.length - 1]) {
      expect(() => vault.openBytes(box.subarray(0, length), BINDING), `${length}`).toThrow(SecretUnreadable);
    }
    expect(() => vault.openBytes(Buffer.concat([box, Buffer.alloc(1)]), BINDING)).toThrow(SecretUnreadable);
  });

  test("open at their own place in their own upload only", () => {
    const box = vault.sealBytes(ALL, BINDING);
    for (const binding of [[], ["upload-chunk", "account", "upload", "1"], ["upload-chunk", "other", "upload", "0"]]) {
      expect(() => vault.openBytes(box, binding)).toThrow(SecretUnreadable);
    }
  });

  test("are no sealed text, and the other way round", () => {
    const text = Buffer.from(vault.seal("secret", BINDING).split(".")[2] ?? "", "base64url");
    const header = Buffer.from([1, 2, ..."k2"].map((part) => (typeof part === "string" ? part.charCodeAt(0) : part)));
    expect(() => vault.openBytes(Buffer.concat([header, text]), BINDING)).toThrow(SecretUnreadable);
    const bytes = Buffer.from(vault.sealBytes(Buffer.from("secret"), BINDING)).subarray(4);
    expect(() => vault.open(`v1.k2.${bytes.toString("base64url")}`, BINDING)).toThrow(SecretUnreadable);
  });

  test("open with an old key of the ring, and not without it", () => {
    const box = createVault([OLD]).sealBytes(ALL, BINDING);
    expect(Buffer.from(vault.openBytes(box, BINDING)).equals(ALL)).toBe(true);
    expect(() => createVault([NEW]).openBytes(box, BINDING)).toThrow(
      new SecretUnreadable("The key ring has no key k1"),
    );
  });
});
