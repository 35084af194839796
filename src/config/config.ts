import type { Secret } from "./secret.js";

/** How callers are known. */
export type Authentication =
  | { readonly mode: "none" }
  /** `secrets`: one, or two while it is being changed. */
  | { readonly mode: "gateway"; readonly secrets: readonly Secret[] }
  | { readonly mode: "jwt"; readonly issuer: string; readonly audience: string; readonly keys: TokenKeys };

/** Where the keys that sign tokens come from. */
export type TokenKeys =
  { readonly kind: "keySet"; readonly url: string } | { readonly kind: "publicKey"; readonly pem: string };

/** How Lever is spoken to. */
export interface LeverConfig {
  /** Base URL without a slash at its end. */
  readonly apiUrl: string;
  /** Of one API key. */
  readonly requestsPerSecond: number;
  /** Requests of one API key at once. */
  readonly burst: number;
  /** Lower case; `*.lever.co` stands for every host below lever.co, and a port follows only where it isn't 443. */
  readonly downloadHosts: readonly string[];
  /** `updateAtsUser` may raise somebody to admin or super admin. */
  readonly mayGrantAdmin: boolean;
  /** 0: changes are never looked for. */
  readonly syncIntervalSeconds: number;
  /** What keys may do is found out in the background. */
  readonly checksPermissions: boolean;
  /** How long a write of unknown fate is looked for. */
  readonly reconcileSettleMs: number;
}

/** How much one request may ask for. */
export interface Limits {
  readonly requestTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly maxQueryDepth: number;
  readonly maxQueryAliases: number;
  readonly maxQueryTokens: number;
  /** Rows that the lists of an operation may bring. */
  readonly maxQueryCost: number;
  /** Of any list in an argument. */
  readonly maxListItems: number;
  /** In one `_entities`. */
  readonly maxRepresentations: number;
  readonly maxBulkItems: number;
  /** At once, of all accounts. */
  readonly maxOperations: number;
  /** At once, of one account. */
  readonly maxAccountOperations: number;
  /** How far the event loop may be behind. */
  readonly maxLagMs: number;
}

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

/** How long what was done is remembered, days. */
export interface Retention {
  readonly auditDays: number;
  /** Of writes and of bulk operations, which share their items' keys. */
  readonly idempotencyDays: number;
}

/** All that the environment says. Frozen through and through; secrets show only when they are asked to. */
export interface Config {
  readonly isProduction: boolean;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Without a slash at its end. Null where it isn't given and `port` is 0: made of the port that was found. */
  readonly publicUrl: string | null;
  readonly authentication: Authentication;
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: Secret | null;
  readonly dataDir: string;
  /** Null: cache and invalidation are this process's own. */
  readonly redisUrl: Secret | null;
  /** Null: so is the request budget. */
  readonly redisBudgetUrl: Secret | null;
  /** Text of a key ring that was found right; null, never in production: one is made in `dataDir`. */
  readonly encryptionKeys: Secret | null;
  readonly lever: LeverConfig;
  readonly limits: Limits;
  readonly retention: Retention;
  /** How long requests are still taken after SIGTERM. */
  readonly shutdownDelayMs: number;
  /** Never null in production. */
  readonly metricsToken: Secret | null;
  readonly allowedOrigins: readonly string[];
  readonly hasPlayground: boolean;
  readonly hasSetupConsole: boolean;
  readonly logLevel: LogLevel;
  /** Null: no traces. */
  readonly traceEndpoint: string | null;
}
