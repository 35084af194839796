/** The key ring has no key that opens the box, or the box is bound to something else. */
export class SecretUnreadable extends Error {
  override readonly name = "SecretUnreadable";
}

/** The first characters of a box of text, and the first bytes of a box of bytes: the version and the key's id. */
export interface BoxBeginnings {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Seals secrets for the store, and signs what is given out. AES-256-GCM and HMAC-SHA256 under the key ring. */
export interface Vault {
  /** How every box begins that is sealed now; what begins otherwise was sealed under another key of the ring. */
  readonly boxes: BoxBeginnings;
  /**
   * Seals a secret with a fresh nonce under the first key of the ring. `binding` (account, connection, purpose) is
   * authenticated: the box opens with the same binding only. The text is `v1.<id of the key>.<base64url>`.
   */
  seal(plaintext: string, binding: readonly string[]): string;
  /** @throws SecretUnreadable */
  open(box: string, binding: readonly string[]): string;
  /**
   * As {@link seal}, for bytes: files would grow by a third as text. The box is bytes too, and no box of the one kind
   * opens as the other.
   */
  sealBytes(plaintext: Uint8Array, binding: readonly string[]): Uint8Array;
  /** @throws SecretUnreadable */
  openBytes(box: Uint8Array, binding: readonly string[]): Uint8Array<ArrayBuffer>;
  /** Base64url signature for `purpose`, under the first key. */
  sign(purpose: string, payload: string): string;
  /** Constant-time; tries every key of the ring. */
  verify(purpose: string, payload: string, signature: string): boolean;
}

/**
 * Keyed digests (HMAC-SHA256, base64url) under a random key of their own, which is kept sealed in the store and so
 * survives a change of the key ring: fingerprints of API keys, the link index.
 */
export interface Digester {
  digest(purpose: string, text: string): string;
}
