import { createHmac, createSecretKey } from "node:crypto";
import { exactBytes, lengthPrefixed } from "./exact-bytes.js";
import type { Digester } from "./vault.js";

/** HMAC-SHA256 is as strong as its key up to the size of the hash (RFC 2104, section 3). */
const SECRET_BYTES = 32;

/**
 * A digester under a secret of its own. A purpose and a text give the same digest for as long as the secret is the
 * same; the same text under another purpose gives an unrelated one.
 * @throws TypeError when the secret is shorter than 32 bytes; from `digest`, when a text has a lone surrogate
 */
export function createDigester(secret: Buffer): Digester {
  if (secret.length < SECRET_BYTES)
    throw new TypeError(`A digester's secret has at least ${String(SECRET_BYTES)} bytes`);
  const key = createSecretKey(secret);
  return {
    digest: (purpose, text) =>
      createHmac("sha256", key)
        .update(lengthPrefixed([purpose]))
        .update(exactBytes(text))
        .digest("base64url"),
  };
}
