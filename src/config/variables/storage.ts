import { plainText, secret, wholeNumber } from "../format.js";
import { isServiceAddress } from "../web-address.js";
import type { Definition } from "./definition.js";

const REDIS_SCHEMES = ["redis", "rediss"];

/** Where things are kept. Addresses of databases hold passwords. */
export const STORAGE_VARIABLES = {
  DATABASE_URL: {
    meaning: "PostgreSQL for the durable state, needed for more than one replica",
    format: secret("a postgres:// address", (value) => isServiceAddress(value, ["postgres", "postgresql"])),
    fallbackInWords: "the embedded database in DATA_DIR",
  },
  DATA_DIR: {
    meaning: "folder of the embedded database",
    format: plainText("a folder's path, without space around it"),
    fallback: "./data",
  },
  REDIS_URL: {
    meaning: "shared cache, shared request budget, invalidation between replicas",
    format: secret("a redis:// or rediss:// address", (value) => isServiceAddress(value, REDIS_SCHEMES)),
    fallbackInWords: "in this process",
  },
  REDIS_BUDGET_URL: {
    meaning: "the request budget's own Redis, which must not evict",
    format: secret("a redis:// or rediss:// address", (value) => isServiceAddress(value, REDIS_SCHEMES)),
    fallbackInWords: "REDIS_URL",
  },
  AUDIT_RETENTION_DAYS: {
    meaning: "how long rows of the audit log are kept, days",
    format: wholeNumber(1, 36_500),
    fallback: "730",
  },
  IDEMPOTENCY_RETENTION_DAYS: {
    meaning: "how long results of writes and of bulk operations are kept, and so an idempotency key counts, days",
    format: wholeNumber(30, 3_650),
    fallback: "90",
  },
  ENCRYPTION_KEYS: {
    meaning: "comma-separated `id:base64(32 bytes)`; the first one encrypts, all decrypt",
    format: secret("comma-separated id:base64(32 bytes)", (value) => value.trim() !== ""),
    fallbackInWords: "one is made in DATA_DIR, with a warning",
    requiredIn: "production",
  },
} as const satisfies Readonly<Record<string, Definition<unknown>>>;
