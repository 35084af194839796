import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { Config } from "../../src/config/config.js";
import { ConfigInvalid } from "../../src/config/config-invalid.js";
import { readConfig } from "../../src/config/read-config.js";
import { parseKeyRing } from "../../src/vault/key-ring.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** As the service reads it. */
export function read(environment: Environment): Config {
  return readConfig(environment, { encryptionKeys: parseKeyRing });
}

/** The error of an environment that can't be served with. */
export function refusalOf(environment: Environment): ConfigInvalid {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error("The environment was accepted");
}

/** The names of the variables that are at fault, in the order of the message. */
export function faultyIn(environment: Environment): string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.faults.map(({ variable }) => variable);
    throw error;
  }
}

export const KEY_RING = `k1:${randomBytes(32).toString("base64")}`;
export const SECRET = "correct-horse-battery";

/** All that production asks for. */
export const PRODUCTION: Environment = {
  NODE_ENV: "production",
  ENCRYPTION_KEYS: KEY_RING,
  METRICS_TOKEN: "metrics-token",
  GATEWAY_SECRET: SECRET,
};

/** All that `AUTH_MODE=jwt` asks for. */
export const TOKENS: Environment = {
  AUTH_MODE: "jwt",
  JWT_JWKS_URL: "https://issuer.example/keys",
  JWT_ISSUER: "https://issuer.example",
  JWT_AUDIENCE: "lever-subgraph",
};

/** PEM of a new public key. */
export function publicKeyPem(modulusLength = 2048): string {
  return generateKeyPairSync("rsa", { modulusLength }).publicKey.export({ type: "spki", format: "pem" }).toString();
}
