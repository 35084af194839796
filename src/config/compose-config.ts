import type { Authentication, Config, LeverConfig, Limits, TokenKeys } from "./config.js";
import { withLineEnds } from "./public-key.js";
import type { Values } from "./variables/variables.js";

/** The configuration of values that were found right, alone and together. */
export function composeConfig(values: Values): Config {
  return Object.freeze({
    isProduction: values.NODE_ENV === "production",
    host: values.HOST,
    port: values.PORT,
    publicUrl: publicUrlOf(values),
    authentication: Object.freeze(authenticationOf(values)),
    databaseUrl: values.DATABASE_URL,
    dataDir: values.DATA_DIR,
    redisUrl: values.REDIS_URL,
    redisBudgetUrl: values.REDIS_BUDGET_URL ?? values.REDIS_URL,
    encryptionKeys: values.ENCRYPTION_KEYS,
    lever: leverOf(values),
    limits: limitsOf(values),
    retention: Object.freeze({
      auditDays: values.AUDIT_RETENTION_DAYS,
      idempotencyDays: values.IDEMPOTENCY_RETENTION_DAYS,
    }),
    shutdownDelayMs: values.SHUTDOWN_DELAY_MS,
    metricsToken: values.METRICS_TOKEN,
    allowedOrigins: Object.freeze([...(values.ALLOWED_ORIGINS ?? [])]),
    hasPlayground: values.PLAYGROUND,
    hasSetupConsole: values.SETUP_CONSOLE,
    logLevel: values.LOG_LEVEL,
    traceEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
  });
}

function publicUrlOf({ PUBLIC_URL: given, HOST: host, PORT: port }: Values): string | null {
  if (given !== null) return withoutSlash(given);
  if (port === 0) return null;
  return `http://${host.includes(":") ? `[${host}]` : host}:${String(port)}`;
}

function authenticationOf(values: Values): Authentication {
  if (values.AUTH_MODE === "none") return { mode: "none" };
  if (values.AUTH_MODE === "gateway") return { mode: "gateway", secrets: present(values.GATEWAY_SECRET) };
  return {
    mode: "jwt",
    issuer: present(values.JWT_ISSUER),
    audience: present(values.JWT_AUDIENCE),
    keys: Object.freeze(tokenKeysOf(values)),
  };
}

function tokenKeysOf({ JWT_JWKS_URL: url, JWT_PUBLIC_KEY: pem }: Values): TokenKeys {
  return url === null ? { kind: "publicKey", pem: withLineEnds(present(pem)) } : { kind: "keySet", url };
}

function leverOf(values: Values): LeverConfig {
  return Object.freeze({
    apiUrl: withoutSlash(values.LEVER_API_URL),
    requestsPerSecond: values.LEVER_REQUESTS_PER_SECOND,
    burst: values.LEVER_BURST,
    downloadHosts: Object.freeze(values.LEVER_DOWNLOAD_HOSTS.map((host) => host.toLowerCase())),
    mayGrantAdmin: values.ALLOW_LEVER_ADMIN_GRANT,
    syncIntervalSeconds: values.SYNC_INTERVAL_SECONDS,
    checksPermissions: values.PERMISSION_CHECK,
    reconcileSettleMs: values.RECONCILE_SETTLE_MS,
  });
}

function limitsOf(values: Values): Limits {
  return Object.freeze({
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    bodyTimeoutMs: values.BODY_TIMEOUT_MS,
    maxBodyBytes: values.MAX_BODY_BYTES,
    maxQueryDepth: values.MAX_QUERY_DEPTH,
    maxQueryAliases: values.MAX_QUERY_ALIASES,
    maxQueryTokens: values.MAX_QUERY_TOKENS,
    maxQueryCost: values.MAX_QUERY_COST,
    maxListItems: values.MAX_LIST_ITEMS,
    maxRepresentations: values.MAX_REPRESENTATIONS,
    maxBulkItems: values.MAX_BULK_ITEMS,
    maxOperations: values.MAX_OPERATIONS,
    maxAccountOperations: values.MAX_ACCOUNT_OPERATIONS,
    maxLagMs: values.MAX_EVENT_LOOP_LAG_MS,
  });
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

/** A missing issuer or secret must never turn a check off. */
function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error("A variable that the mode of authentication requires was let through");
  return value;
}
