import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { KeyRingInvalid } from "../../src/vault/key-ring.js";
import { createVault } from "../../src/vault/ring-vault.js";
import { SecretUnreadable } from "../../src/vault/vault.js";

const NEW = { id: "k2", key: randomBytes(32) };
const OLD = { id: "k1", key: randomBytes(32) };
const SECRET = "lever-api-key-Ünïcode-🔑";
const BINDING = ["lever-api-key", "account", "connection"];

/** Every text that differs from `box` in one character, with the character's place. */
function tampered(box: string): { readonly place: number; readonly text: string }[] {
  return Array.from(box, (character, place) => ({
    place,
    text: box.slice(0, place) + (character === "A" ? "B" : "A") + box.slice(place + 1),
  }));
}

describe("a sealed secret", () => {
  const vault = createVault([NEW, OLD]);

  test.each([SECRET, "", "a".repeat(100_000), "\0"])("opens to what was sealed", (secret) => {
    expect(vault.open(vault.seal(secret, BINDING), BINDING)).toBe(secret);
  });

  test("names its version and key, and nothing of the secret", () => {
    const box = vault.seal(SECRET, BINDING);
    expect(box).toMatch(/^v1\.k2\.[A-Za-z0-9_-]+$/);
    const bytes = Buffer.from(box.split(".")[2] ?? "", "base64url");
    expect(bytes.length).toBe(12 + Buffer.byteLength(SECRET) + 16);
    expect(bytes.includes(Buffer.from("lever-api-key"))).toBe(false);
  });

  test("is another text each time, with another nonce", () => {
    const nonces = Array.from({ length: 1_000 }, () =>
      Buffer.from(vault.seal(SECRET, BINDING).split(".")[2] ?? "", "base64url")
        .subarray(0, 12)
        .toString("hex"),
    );
    expect(new Set(nonces).size).toBe(1_000);
  });

  test("does not open with any character changed: version, key id, nonce, secret or tag", () => {
    const box = vault.seal("short", BINDING);
    for (const { place, text } of tampered(box)) {
      expect(() => vault.open(text, BINDING), `character ${String(place)}`).toThrow(SecretUnreadable);
    }
  });

  test.each([
    ["cut off", (box: string) => box.slice(0, -1)],
    ["with nothing but the nonce", (box: string) => box.slice(0, "v1.k2.".length + 16)],
    ["made longer", (box: string) => `${box}AAAA`],
    ["with padding", (box: string) => `${box}=`],
    ["with space around it", (box: string) => ` ${box}`],
    ["of another version", (box: string) => box.replace("v1.", "v2.")],
    ["under another id of the ring", (box: string) => box.replace(".k2.", ".k1.")],
    ["that is empty", () => ""],
    ["that is no box", () => SECRET],
  ])("%s does not open", (_, change) => {
    const box = vault.seal(SECRET, BINDING);
    expect(() => vault.open(change(box), BINDING)).toThrow(SecretUnreadable);
  });

  test.each([
    ["another account", ["lever-api-key", "account2", "connection"]],
    ["another connection", ["lever-api-key", "account", "connection2"]],
    ["another use", ["webhook-token", "account", "connection"]],
    ["another order", ["lever-api-key", "connection", "account"]],
    ["less", ["lever-api-key", "account"]],
    ["more", [...BINDING, ""]],
    ["nothing", []],
    ["the same letters, cut elsewhere", ["lever-api-key", "accountc", "onnection"]],
    ["the same letters in one", ["lever-api-keyaccountconnection"]],
    ["a text that has the lengths in it", ["lever-api-key", "account\0\0\0\nconnection"]],
  ])("does not open when bound to %s", (_, binding) => {
    const box = vault.seal(SECRET, BINDING);
    expect(() => vault.open(box, binding)).toThrow(SecretUnreadable);
  });

  test("can't be bound to, or made of, what has no bytes of its own", () => {
    expect(() => vault.seal(SECRET, ["\ud800"])).toThrow(TypeError);
    expect(() => vault.seal("\ud800", BINDING)).toThrow(TypeError);
  });

  test("does not open with another key of the same id", () => {
    const box = vault.seal(SECRET, BINDING);
    const stranger = createVault([{ id: "k2", key: randomBytes(32) }]);
    expect(() => stranger.open(box, BINDING)).toThrow(
      new SecretUnreadable("Key k2 of the ring does not open the sealed text, or not for this use"),
    );
  });

  test("says which key is missing when the ring has lost it", () => {
    const box = vault.seal(SECRET, BINDING);
    expect(() => createVault([OLD]).open(box, BINDING)).toThrow(new SecretUnreadable("The key ring has no key k2"));
  });

  test("never shows up in the error", () => {
    const box = vault.seal(SECRET, BINDING);
    for (const ring of [[OLD], [{ id: "k2", key: randomBytes(32) }]]) {
      try {
        createVault(ring).open(box, BINDING);
        expect.unreachable();
      } catch (error) {
        const shown = `${(error as Error).message} ${(error as Error).stack ?? ""} ${String((error as Error).cause)}`;
        expect(shown).not.toContain(box.split(".")[2]);
        expect(shown).not.toContain("lever-api-key");
      }
    }
  });
});

describe("a key ring that is changed", () => {
  test("still opens what the old key sealed, and seals with the new one", () => {
    const before = createVault([OLD]);
    const after = createVault([NEW, OLD]);
    expect(after.open(before.seal(SECRET, BINDING), BINDING)).toBe(SECRET);
    expect(after.seal(SECRET, BINDING)).toMatch(/^v1\.k2\./);
    expect(() => before.open(after.seal(SECRET, BINDING), BINDING)).toThrow(SecretUnreadable);
  });

  test("still takes what the old key signed, until that key is gone", () => {
    const signature = createVault([OLD]).sign("file-link", "payload");
    expect(createVault([NEW, OLD]).verify("file-link", "payload", signature)).toBe(true);
    expect(createVault([NEW]).verify("file-link", "payload", signature)).toBe(false);
  });

  test.each([
    ["is empty", []],
    ["has a short key", [{ id: "k1", key: randomBytes(16) }]],
    ["has an id twice", [OLD, { ...NEW, id: "k1" }]],
    ["has an id with a dot", [{ ...OLD, id: "k.1" }]],
  ])("is refused when it %s", (_, ring) => {
    expect(() => createVault(ring)).toThrow(KeyRingInvalid);
  });
});

describe("a signature", () => {
  const vault = createVault([NEW, OLD]);
  const signature = vault.sign("file-link", "payload");

  test("is the same for the same payload, and 43 characters long", () => {
    expect(vault.sign("file-link", "payload")).toBe(signature);
    expect(signature).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(vault.verify("file-link", "payload", signature)).toBe(true);
  });

  test("is not made with the ring's key itself", () => {
    for (const text of ["payload", "file-linkpayload", "file-link.payload"]) {
      expect(createHmac("sha256", NEW.key).update(text).digest("base64url")).not.toBe(signature);
    }
  });

  test("holds for its payload and its purpose only", () => {
    expect(vault.verify("file-link", "payload2", signature)).toBe(false);
    expect(vault.verify("upload-link", "payload", signature)).toBe(false);
    expect(vault.verify("file-linkp", "ayload", signature)).toBe(false);
    expect(vault.verify("file-link", "\ud800", vault.sign("file-link", "\ufffd"))).toBe(false);
  });

  test("does not hold with any character changed, added or taken away", () => {
    for (const { place, text } of tampered(signature)) {
      expect(vault.verify("file-link", "payload", text), `character ${String(place)}`).toBe(false);
    }
    for (const text of ["", signature.slice(0, -1), `${signature}A`, `${signature}=`, ` ${signature}`]) {
      expect(vault.verify("file-link", "payload", text)).toBe(false);
    }
  });
});
