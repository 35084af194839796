import { createPublicKey } from "node:crypto";
import { createRemoteJWKSet, errors, type CryptoKey, type JWTVerifyGetKey, type KeyObject } from "jose";
import type { TokenKeys } from "../config/config.js";

/** How long a key set may take to be read, where nothing else is said. */
export const KEY_SET_TIMEOUT_MS = 5_000;
/** Keys are changed rarely, and a token with an unknown one makes the set be read again anyway. */
const MAX_AGE_MS = 600_000;
/** Between two readings for tokens with unknown keys, however many of them come. */
const COOLDOWN_MS = 30_000;

/** The key set can't be read: no token can be judged, right or wrong. */
export class KeySetUnavailable extends Error {
  override readonly name = "KeySetUnavailable";
}

/** Finds the key that a token says it is signed with. */
export function createKeySource(keys: TokenKeys, keySetTimeoutMs: number): JWTVerifyGetKey {
  return keys.kind === "publicKey" ? fixedKey(createPublicKey(keys.pem)) : keySet(keys.url, keySetTimeoutMs);
}

function fixedKey(key: KeyObject | CryptoKey): JWTVerifyGetKey {
  return () => key;
}

/** From the configured address only: redirects and what a token's own header says (`jku`) are not followed. */
function keySet(url: string, timeoutMs: number): JWTVerifyGetKey {
  const find = createRemoteJWKSet(new URL(url), {
    timeoutDuration: timeoutMs,
    cacheMaxAge: MAX_AGE_MS,
    cooldownDuration: COOLDOWN_MS,
  });
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (error) {
      if (isTokensFault(error)) throw error;
      throw new KeySetUnavailable("The key set of JWT_JWKS_URL can't be read", { cause: error });
    }
  };
}

/** The set was read, and has no key or too many for the token. */
function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
