import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { KeyRingInvalid, parseKeyRing } from "../../src/vault/key-ring.js";

const KEY = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 251) % 256));
const text = KEY.toString("base64");

function faultOf(ring: string): string {
  try {
    parseKeyRing(ring);
  } catch (error) {
    expect(error).toBeInstanceOf(KeyRingInvalid);
    return (error as KeyRingInvalid).message;
  }
  throw new Error("The ring was accepted");
}

describe("a key ring", () => {
  test("has its entries in the order given", () => {
    const other = randomBytes(32);
    expect(parseKeyRing(`new:${text}, old:${other.toString("base64")}`)).toEqual([
      { id: "new", key: KEY },
      { id: "old", key: other },
    ]);
  });

  test.each([
    ["padded", text],
    ["not padded", text.replaceAll("=", "")],
    ["in the alphabet for addresses", KEY.toString("base64url")],
  ])("takes base64 %s", (_, key) => {
    expect(parseKeyRing(`k1:${key}`)).toEqual([{ id: "k1", key: KEY }]);
  });

  test.each([
    ["nothing", "", "entry 1 is empty"],
    ["a trailing comma", `k1:${text},`, "entry 2 is empty"],
    ["no id", text, "entry 1 has no colon: id:base64(32 bytes) is needed"],
    ["an empty id", `:${text}`, "entry 1: the id is not 1 to 32 letters, digits, _ or -"],
    ["an id with a dot", `k.1:${text}`, "entry 1: the id is not 1 to 32 letters, digits, _ or -"],
    ["an empty key", "k1:", "entry 1 (k1): what follows the colon is not base64"],
    [
      "a foreign character",
      `k1:${text.slice(0, 20)}*${text.slice(21)}`,
      "entry 1 (k1): what follows the colon is not base64",
    ],
    ["spare bits that are set", `k1:${text.slice(0, -2)}/=`, "entry 1 (k1): what follows the colon is not base64"],
    [
      "too short a key",
      `k1:${KEY.subarray(1).toString("base64")}`,
      "entry 1 (k1): the key has 31 bytes, 32 are needed",
    ],
    [
      "a key twice as long",
      `k1:${Buffer.concat([KEY, KEY]).toString("base64")}`,
      "entry 1 (k1): the key has 64 bytes, 32 are needed",
    ],
    ["an id twice", `k1:${text},k1:${text}`, "key k1 is there more than once"],
  ])("with %s is refused, saying where", (_, ring, message) => {
    expect(faultOf(ring)).toBe(message);
  });

  test("tells about every entry at fault at once", () => {
    expect(faultOf(`a:${text},b:!,c`)).toBe(
      "entry 2 (b): what follows the colon is not base64; entry 3 has no colon: id:base64(32 bytes) is needed",
    );
  });

  test("with id and key in each other's place never shows the key", () => {
    for (const key of [text, text.replaceAll("=", ""), KEY.toString("base64url")]) {
      const message = faultOf(`${key}:k1`);
      expect(message).not.toContain(key.slice(0, 8));
      expect(message).not.toContain(key.slice(-8));
    }
  });
});
