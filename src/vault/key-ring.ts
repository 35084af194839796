/** One key of the ring. */
export interface KeyRingEntry {
  /** Goes into every box in the clear, so that the right key is found again. */
  readonly id: string;
  /** 32 random bytes. */
  readonly key: Buffer;
}

/** The first key seals and signs, all of them open and verify. */
export type KeyRing = readonly KeyRingEntry[];

/** The text is no key ring. The message says what is wrong with which entry, without any of its key material. */
export class KeyRingInvalid extends Error {
  override readonly name = "KeyRingInvalid";
}

/** AES-256 takes keys of this size. */
export const KEY_BYTES = 32;

// Shorter than 32 bytes in base64, so that a key in the place of an id is refused, and never quoted in a message.
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * Reads `id:base64(32 bytes)`, comma-separated; space around an entry is ignored.
 * @throws KeyRingInvalid naming every entry at fault
 */
export function parseKeyRing(text: string): KeyRing {
  const read = text.split(",").map((entry, index) => parseEntry(entry.trim(), `entry ${String(index + 1)}`));
  const faults = read.flatMap((result) => (typeof result === "string" ? [result] : []));
  const ring = read.flatMap((result) => (typeof result === "string" ? [] : [result]));
  faults.push(...faultsOfRing(ring));
  if (faults.length > 0) throw new KeyRingInvalid(faults.join("; "));
  return ring;
}

/**
 * What is wrong with a ring, empty when nothing is.
 */
export function faultsOfRing(ring: KeyRing): string[] {
  const ids = ring.map(({ id }) => id);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [
    ...ring.filter(({ id }) => !KEY_ID.test(id)).map(() => "an id is not 1 to 32 letters, digits, _ or -"),
    ...ring.filter(({ key }) => key.length !== KEY_BYTES).map(({ id, key }) => faultOfSize(`key ${id}`, key)),
    ...[...twice].map((id) => `key ${id} is there more than once`),
  ];
}

function parseEntry(entry: string, place: string): KeyRingEntry | string {
  if (entry === "") return `${place} is empty`;
  const colon = entry.indexOf(":");
  if (colon === -1) return `${place} has no colon: id:base64(${String(KEY_BYTES)} bytes) is needed`;
  const id = entry.slice(0, colon);
  if (!KEY_ID.test(id)) return `${place}: the id is not 1 to 32 letters, digits, _ or -`;
  const key = fromBase64(entry.slice(colon + 1));
  if (!key) return `${place} (${id}): what follows the colon is not base64`;
  return key.length === KEY_BYTES ? { id, key } : faultOfSize(`${place} (${id})`, key);
}

function faultOfSize(place: string, key: Buffer): string {
  return `${place}: the key has ${String(key.length)} bytes, ${String(KEY_BYTES)} are needed`;
}

/** Both alphabets, padded or not; null for anything that an encoder would not have written. */
function fromBase64(text: string): Buffer | null {
  if (text === "" || !BASE64.test(text)) return null;
  const bytes = Buffer.from(text, "base64");
  const plain = text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", "");
  return bytes.toString("base64").replaceAll("=", "") === plain ? bytes : null;
}
