import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";
import { exactBytes, fromBase64Url, isWellFormed, lengthPrefixed } from "./exact-bytes.js";
import { faultsOfRing, KEY_BYTES, KeyRingInvalid, type KeyRing, type KeyRingEntry } from "./key-ring.js";
import { SecretUnreadable, type Vault } from "./vault.js";

/** The first word of every box; `BOX` reads it. */
const VERSION = "v1";
const CIPHER = "aes-256-gcm";
/** NIST SP 800-38D, 8.2.2: 96 random bits serve 2^32 boxes under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SIGNATURE_BYTES = 32;
const PRODUCT = "findem-lever-subgraph";
/** The first byte of every box of bytes; then the length of the key's id, the id, nonce, ciphertext and tag. */
const BYTES_VERSION = 1;
/** Of the kind's own, so that a box of bytes can't be passed off as one of text. */
const BYTES_BINDING = "bytes";
/** What is not an id is damage, and not quoted. */
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const BOX = /^v1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;

interface SealingKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * A vault over a key ring. The ring's keys are never used themselves: sealing and each purpose of signing have keys of
 * their own, derived by HKDF-SHA256, so that what one of them gives away is of no use for another.
 * @throws KeyRingInvalid when the ring is empty, has an id twice, or a key that is not 32 bytes long
 */
export function createVault(keyRing: KeyRing): Vault {
  const [first] = keyRing;
  const faults = faultsOfRing(keyRing);
  if (!first) faults.push("there is no key");
  if (!first || faults.length > 0) throw new KeyRingInvalid(faults.join("; "));

  const sealing = sealingKey(first);
  const opening = keyRing.map(sealingKey);
  const signing = signingKeys(first);
  const verifying = keyRing.map(signingKeys);
  return {
    boxes: { text: beginningOfText(sealing), bytes: beginningOfBytes(sealing) },
    seal: (plaintext, binding) => seal(sealing, plaintext, binding),
    open: (box, binding) => opened(opening, unpacked(box), binding).toString("utf8"),
    sealBytes: (plaintext, binding) => sealBytes(sealing, plaintext, [BYTES_BINDING, ...binding]),
    openBytes: (box, binding) => opened(opening, unpackedBytes(box), [BYTES_BINDING, ...binding]),
    sign: (purpose, payload) => signature(signing(purpose), payload).toString("base64url"),
    verify: (purpose, payload, given) =>
      verify(
        verifying.map((keyOf) => keyOf(purpose)),
        payload,
        given,
      ),
  };
}

function sealingKey(entry: KeyRingEntry): SealingKey {
  return { id: entry.id, key: derived(entry, ["seal", VERSION]) };
}

/**
 * The signing keys of an entry by their purpose, each derived once: that costs more than the signature, and a page of a
 * list has one for each of its rows. Purposes are words of ours, and few.
 */
function signingKeys(entry: KeyRingEntry): (purpose: string) => KeyObject {
  const known = new Map<string, KeyObject>();
  return (purpose) => {
    const key = known.get(purpose) ?? derived(entry, ["sign", purpose]);
    known.set(purpose, key);
    return key;
  };
}

function derived(entry: KeyRingEntry, use: readonly string[]): KeyObject {
  const info = lengthPrefixed([PRODUCT, ...use]);
  return createSecretKey(Buffer.from(hkdfSync("sha256", entry.key, Buffer.alloc(0), info, KEY_BYTES)));
}

/** What a box is authenticated with: its own header too, so that no other key id can be written on it. */
function authenticated(keyId: string, binding: readonly string[]): Buffer {
  return lengthPrefixed([VERSION, keyId, ...binding]);
}

function seal(key: SealingKey, plaintext: string, binding: readonly string[]): string {
  return `${beginningOfText(key)}${encrypted(key, exactBytes(plaintext), binding).toString("base64url")}`;
}

function sealBytes(key: SealingKey, plaintext: Uint8Array, binding: readonly string[]): Uint8Array {
  return Buffer.concat([beginningOfBytes(key), encrypted(key, plaintext, binding)]);
}

function beginningOfText({ id }: SealingKey): string {
  return `${VERSION}.${id}.`;
}

function beginningOfBytes({ id }: SealingKey): Buffer {
  return Buffer.from([BYTES_VERSION, id.length, ...Buffer.from(id, "ascii")]);
}

function encrypted({ id, key }: SealingKey, plaintext: Uint8Array, binding: readonly string[]): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(id, binding));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** What a box holds: which key closed it, and nonce, ciphertext and tag. */
interface Unpacked {
  readonly keyId: string;
  readonly sealed: Buffer;
}

function unpacked(box: string): Unpacked {
  const [, keyId, text] = BOX.exec(box) ?? [];
  const sealed = text === undefined ? null : fromBase64Url(text);
  return whole("text", keyId, sealed);
}

function unpackedBytes(box: Uint8Array): Unpacked {
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  const [version, idLength = 0] = bytes;
  const end = 2 + idLength;
  const keyId = bytes.subarray(2, end).toString("latin1");
  const isOurs = version === BYTES_VERSION && KEY_ID.test(keyId);
  return whole("bytes", isOurs ? keyId : undefined, bytes.subarray(end));
}

function whole(what: "text" | "bytes", keyId: string | undefined, sealed: Buffer | null): Unpacked {
  if (keyId === undefined || !sealed || sealed.length < NONCE_BYTES + TAG_BYTES) {
    throw new SecretUnreadable(`The sealed ${what} ${what === "text" ? "is" : "are"} damaged`);
  }
  return { keyId, sealed };
}

function opened(
  keys: readonly SealingKey[],
  { keyId, sealed }: Unpacked,
  binding: readonly string[],
): Buffer<ArrayBuffer> {
  const key = keys.find(({ id }) => id === keyId)?.key;
  if (!key) throw new SecretUnreadable(`The key ring has no key ${keyId}`);
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticated(keyId, binding));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const plaintext = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    throw new SecretUnreadable(`Key ${keyId} of the ring does not open the sealed text, or not for this use`);
  }
}

function signature(key: KeyObject, payload: string): Buffer {
  return createHmac("sha256", key).update(exactBytes(payload)).digest();
}

function verify(keys: readonly KeyObject[], payload: string, given: string): boolean {
  const bytes = fromBase64Url(given);
  if (bytes?.length !== SIGNATURE_BYTES || !isWellFormed(payload)) return false;
  // Every key is tried whatever the outcome, so that the time taken does not tell which one signed.
  return keys
    .map((key) => timingSafeEqual(bytes, signature(key, payload)))
    .reduce((any, matches) => any || matches, false);
}
