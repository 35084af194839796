import { describe, expect, test } from "vitest";
import type { Config } from "../../src/config/config.js";
import { DEFINITIONS, VARIABLES, type VariableName } from "../../src/config/variables/variables.js";
import { faultyIn, KEY_RING, publicKeyPem, read, SECRET, TOKENS, type Environment } from "./support.js";

interface Expectation {
  /** Text, and what it is read as. */
  readonly good: readonly (readonly [string, unknown])[];
  readonly bad: readonly string[];
  readonly of: (config: Config) => unknown;
  readonly beside?: Environment;
}

const FLAG = {
  good: [
    ["true", true],
    ["false", false],
  ],
  bad: ["yes", "1", "TRUE", " true"],
} as const;
const PEM = publicKeyPem().trim();
const GATEWAY = { AUTH_MODE: "gateway", GATEWAY_SECRET: SECRET };

function number(min: number, max: number): Pick<Expectation, "good" | "bad"> {
  return {
    good: [
      [String(min), min],
      [String(max), max],
    ],
    bad: [String(min - 1), String(max + 1), "x", "1e2", "0x64", "+100", " 100", "100 ", "100.", "1,000", "0100", "NaN"],
  };
}

const EXPECTATIONS: Readonly<Record<VariableName, Expectation>> = {
  NODE_ENV: {
    good: [
      ["development", false],
      ["test", false],
    ],
    bad: ["prod", "Production", "production "],
    of: (config) => config.isProduction,
  },
  PORT: { ...number(0, 65_535), of: (config) => config.port },
  HOST: {
    good: [
      ["0.0.0.0", "0.0.0.0"],
      ["::", "::"],
      ["ats.internal", "ats.internal"],
    ],
    bad: ["[::1]", "http://x", "a b", "-a", "a..b", "127.0.0.1:80", "a/b"],
    of: (config) => config.host,
    beside: GATEWAY,
  },
  PUBLIC_URL: {
    good: [
      ["https://ats.example", "https://ats.example"],
      ["http://10.0.0.1:8080/x", "http://10.0.0.1:8080/x"],
    ],
    bad: ["ats.example", "ftp://ats.example", "https://u@ats.example", "https://a/?x=1", "https://a/#x", "https://"],
    of: (config) => config.publicUrl,
  },
  ALLOWED_ORIGINS: {
    good: [
      ["https://a.example", ["https://a.example"]],
      ["https://a.example , http://localhost:3000", ["https://a.example", "http://localhost:3000"]],
    ],
    bad: ["*", "null", "a.example", "https://a.example/", "https://a.example:443", "https://a.example,", "https://A.b"],
    of: (config) => config.allowedOrigins,
  },
  PLAYGROUND: { ...FLAG, of: (config) => config.hasPlayground },
  SETUP_CONSOLE: { ...FLAG, of: (config) => config.hasSetupConsole },
  METRICS_TOKEN: {
    good: [["abc~!", "abc~!"]],
    bad: ["a b", "ä", "a\n"],
    of: (config) => config.metricsToken?.reveal(),
  },
  LOG_LEVEL: {
    good: ["fatal", "error", "warn", "info", "debug", "trace", "silent"].map((level) => [level, level] as const),
    bad: ["INFO", "verbose", "30"],
    of: (config) => config.logLevel,
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    good: [["http://collector:4318", "http://collector:4318"]],
    bad: ["collector:4318", "grpc://collector:4317", "http://user:pw@collector"],
    of: (config) => config.traceEndpoint,
  },
  AUTH_MODE: {
    good: [
      ["none", "none"],
      ["gateway", "gateway"],
      ["jwt", "jwt"],
    ],
    bad: ["None", "oauth", "gateway,jwt"],
    of: (config) => config.authentication.mode,
    beside: { ...TOKENS, GATEWAY_SECRET: SECRET },
  },
  GATEWAY_SECRET: {
    good: [
      ["0123456789abcdef", ["0123456789abcdef"]],
      ["0123456789abcdef, fedcba9876543210", ["0123456789abcdef", "fedcba9876543210"]],
    ],
    bad: [
      "0123456789abcdef,",
      ",0123456789abcdef",
      "0123456789abcdef,0123456789abcdef,0123456789abcdef",
      "0123456789 abcdef",
      "0123456789abcdeé",
    ],
    of: ({ authentication }) =>
      authentication.mode === "gateway" && authentication.secrets.map((secret) => secret.reveal()),
    beside: { AUTH_MODE: "gateway" },
  },
  JWT_JWKS_URL: {
    good: [
      ["https://issuer.example/keys?p=policy", "https://issuer.example/keys?p=policy"],
      ["http://127.0.0.1:9/keys", "http://127.0.0.1:9/keys"],
    ],
    bad: ["http://issuer.example/keys", "file:///keys", "https://u:p@issuer.example", "https://issuer.example/#x"],
    of: ({ authentication: found }) => found.mode === "jwt" && found.keys.kind === "keySet" && found.keys.url,
    beside: TOKENS,
  },
  JWT_PUBLIC_KEY: {
    good: [
      [PEM, PEM],
      [PEM.replaceAll("\n", "\\n"), PEM],
    ],
    bad: [PEM.slice(0, -60), "x", PEM.replaceAll("PUBLIC", "PRIVATE"), publicKeyPem(1024)],
    of: ({ authentication: found }) => found.mode === "jwt" && found.keys.kind === "publicKey" && found.keys.pem,
    beside: { ...TOKENS, JWT_JWKS_URL: "" },
  },
  JWT_ISSUER: {
    good: [["issuer", "issuer"]],
    bad: [" issuer", "issuer\n", " "],
    of: ({ authentication: found }) => found.mode === "jwt" && found.issuer,
    beside: TOKENS,
  },
  JWT_AUDIENCE: {
    good: [["audience", "audience"]],
    bad: ["audience ", " "],
    of: ({ authentication: found }) => found.mode === "jwt" && found.audience,
    beside: TOKENS,
  },
  DATABASE_URL: {
    good: [
      ["postgres://u:p@db:5432/ats?sslmode=require", "postgres://u:p@db:5432/ats?sslmode=require"],
      ["postgresql://db/ats", "postgresql://db/ats"],
    ],
    bad: ["mysql://db/ats", "db/ats", "postgres:db", "postgres://db /ats", "file.db"],
    of: (config) => config.databaseUrl?.reveal(),
  },
  DATA_DIR: { good: [["/var/lib/ats", "/var/lib/ats"]], bad: [" ", "./data ", "a\0b"], of: (config) => config.dataDir },
  REDIS_URL: {
    good: [["rediss://u:p@cache:6380/1", "rediss://u:p@cache:6380/1"]],
    bad: ["cache:6379", "http://cache", "redis://a b"],
    of: (config) => config.redisUrl?.reveal(),
  },
  REDIS_BUDGET_URL: {
    good: [["redis://budget", "redis://budget"]],
    bad: ["budget", "memcached://budget"],
    of: (config) => config.redisBudgetUrl?.reveal(),
  },
  ENCRYPTION_KEYS: {
    good: [[KEY_RING, KEY_RING]],
    bad: ["k1", "k1:AAAA", `${KEY_RING},`, `${KEY_RING},${KEY_RING}`, " "],
    of: (config) => config.encryptionKeys?.reveal(),
  },
  // The bad ones have a table of their own.
  LEVER_API_URL: {
    good: [["https://api.sandbox.lever.co/v1/", "https://api.sandbox.lever.co/v1"]],
    bad: ["http://api.lever.co/v1"],
    of: (config) => config.lever.apiUrl,
  },
  LEVER_REQUESTS_PER_SECOND: {
    good: [
      ["0.1", 0.1],
      ["2.5", 2.5],
      ["1000", 1_000],
    ],
    bad: ["0", "0.05", "1001", "-1", "1e1", ".5", "5."],
    of: (config) => config.lever.requestsPerSecond,
  },
  LEVER_BURST: { ...number(1, 10_000), of: (config) => config.lever.burst },
  LEVER_DOWNLOAD_HOSTS: {
    good: [
      ["Files.Example.com", ["files.example.com"]],
      ["*.lever.co, s3.amazonaws.com:8443", ["*.lever.co", "s3.amazonaws.com:8443"]],
    ],
    bad: ["*", "*.co", "**.lever.co", "a.*.co", "https://a.example", "a.example/x", "a b", "a.example,", "u@a.example"],
    of: (config) => config.lever.downloadHosts,
  },
  ALLOW_LEVER_ADMIN_GRANT: { ...FLAG, of: (config) => config.lever.mayGrantAdmin },
  SYNC_INTERVAL_SECONDS: { ...number(0, 604_800), of: (config) => config.lever.syncIntervalSeconds },
  PERMISSION_CHECK: { ...FLAG, of: (config) => config.lever.checksPermissions },
  RECONCILE_SETTLE_MS: { ...number(0, 600_000), of: (config) => config.lever.reconcileSettleMs },
  SHUTDOWN_DELAY_MS: { ...number(0, 60_000), of: (config) => config.shutdownDelayMs },
  REQUEST_TIMEOUT_MS: { ...number(100, 600_000), of: (config) => config.limits.requestTimeoutMs },
  BODY_TIMEOUT_MS: { ...number(100, 600_000), of: (config) => config.limits.bodyTimeoutMs },
  MAX_BODY_BYTES: { ...number(1_024, 100_000_000), of: (config) => config.limits.maxBodyBytes },
  MAX_QUERY_DEPTH: { ...number(1, 1_000), of: (config) => config.limits.maxQueryDepth },
  MAX_QUERY_ALIASES: { ...number(0, 10_000), of: (config) => config.limits.maxQueryAliases },
  MAX_QUERY_TOKENS: { ...number(100, 1_000_000), of: (config) => config.limits.maxQueryTokens },
  MAX_QUERY_COST: { ...number(100, 100_000_000), of: (config) => config.limits.maxQueryCost },
  MAX_LIST_ITEMS: { ...number(1, 1_000_000), of: (config) => config.limits.maxListItems },
  AUDIT_RETENTION_DAYS: { ...number(1, 36_500), of: (config) => config.retention.auditDays },
  IDEMPOTENCY_RETENTION_DAYS: { ...number(30, 3_650), of: (config) => config.retention.idempotencyDays },
  MAX_REPRESENTATIONS: { ...number(1, 100_000), of: (config) => config.limits.maxRepresentations },
  MAX_OPERATIONS: { ...number(1, 100_000), of: (config) => config.limits.maxOperations },
  MAX_ACCOUNT_OPERATIONS: { ...number(1, 100_000), of: (config) => config.limits.maxAccountOperations },
  MAX_EVENT_LOOP_LAG_MS: { ...number(10, 60_000), of: (config) => config.limits.maxLagMs },
  MAX_BULK_ITEMS: { ...number(1, 10_000), of: (config) => config.limits.maxBulkItems },
};

const EACH = Object.entries(EXPECTATIONS);

describe("the variable", () => {
  test.each(EACH.flatMap(([name, { good, ...rest }]) => good.map(([text, value]) => ({ name, text, value, ...rest }))))(
    "$name takes $text",
    ({ name, text, value, of, beside }) => {
      expect(of(read({ ...beside, [name]: text }))).toEqual(value);
    },
  );

  test.each(EACH.flatMap(([name, { bad, beside }]) => bad.map((text) => ({ name, text, beside }))))(
    "$name refuses $text",
    ({ name, text, beside }) => {
      expect(faultyIn({ ...beside, [name]: text })).toEqual([name]);
    },
  );
});

describe("the list of variables", () => {
  test("names what is read, each once and with its meaning", () => {
    expect(VARIABLES.map(({ name }) => name)).toEqual(Object.keys(DEFINITIONS));
    expect(VARIABLES.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTATIONS).sort());
    expect(VARIABLES.filter(({ meaning, expected }) => meaning === "" || expected === "")).toEqual([]);
  });

  test("tells defaults in words where no value can", () => {
    const line = (name: string) => VARIABLES.find((variable) => variable.name === name);
    expect(line("PORT")).toMatchObject({ default: "4001" });
    expect(line("HOST")).toMatchObject({ default: "127.0.0.1, in production 0.0.0.0" });
    expect(line("PUBLIC_URL")).toMatchObject({ default: "http://HOST:PORT" });
    expect(line("METRICS_TOKEN")).toMatchObject({ default: "–", requiredIn: "production" });
    expect(line("JWT_ISSUER")).toMatchObject({ default: "–", requiredIn: "AUTH_MODE=jwt" });
  });

  test("gives defaults that its own formats take", () => {
    const single = VARIABLES.filter(
      ({ name }) => typeof (DEFINITIONS[name] as { fallback?: unknown }).fallback === "string",
    );
    expect(single.length).toBeGreaterThan(15);
    for (const { name, default: text } of single) expect(read({ [name]: text }), name).toEqual(read({}));
  });
});
