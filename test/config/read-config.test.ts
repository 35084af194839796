import { describe, expect, test } from "vitest";
import { CONFIG_EXIT_CODE } from "../../src/config/config-invalid.js";
import { readConfig } from "../../src/config/read-config.js";
import { faultyIn, KEY_RING, PRODUCTION, read, refusalOf, SECRET, TOKENS } from "./support.js";

describe("a configuration", () => {
  test("of nothing is one for trying things out on this machine", () => {
    expect(read({})).toEqual({
      isProduction: false,
      host: "127.0.0.1",
      port: 4001,
      publicUrl: "http://127.0.0.1:4001",
      authentication: { mode: "none" },
      databaseUrl: null,
      dataDir: "./data",
      redisUrl: null,
      redisBudgetUrl: null,
      encryptionKeys: null,
      lever: {
        apiUrl: "https://api.lever.co/v1",
        requestsPerSecond: 10,
        burst: 20,
        downloadHosts: ["*.lever.co"],
        mayGrantAdmin: false,
        checksPermissions: true,
        syncIntervalSeconds: 300,
        reconcileSettleMs: 30_000,
      },
      limits: {
        requestTimeoutMs: 25_000,
        bodyTimeoutMs: 30_000,
        maxBodyBytes: 2_000_000,
        maxQueryDepth: 20,
        maxQueryAliases: 50,
        maxQueryTokens: 10_000,
        maxQueryCost: 1_000_000,
        maxListItems: 1_000,
        maxRepresentations: 1_000,
        maxBulkItems: 100,
        maxOperations: 1_000,
        maxAccountOperations: 500,
        maxLagMs: 2_000,
      },
      retention: { auditDays: 730, idempotencyDays: 90 },
      shutdownDelayMs: 0,
      metricsToken: null,
      allowedOrigins: [],
      hasPlayground: true,
      hasSetupConsole: true,
      logLevel: "info",
      traceEndpoint: null,
    });
  });

  test("in production listens everywhere, to a gateway, and without a playground", () => {
    const config = read(PRODUCTION);
    expect(config).toMatchObject({ isProduction: true, host: "0.0.0.0", hasPlayground: false, shutdownDelayMs: 5_000 });
    expect(config.authentication.mode).toBe("gateway");
    expect(config.encryptionKeys?.reveal()).toBe(KEY_RING);
    expect(config.metricsToken?.reveal()).toBe("metrics-token");
  });

  test("takes an empty text for none at all", () => {
    const empty = Object.fromEntries(["PORT", "HOST", "AUTH_MODE", "NODE_ENV", "LEVER_API_URL"].map((n) => [n, ""]));
    expect(read(empty)).toEqual(read({}));
    expect(faultyIn({ ...PRODUCTION, METRICS_TOKEN: "" })).toEqual(["METRICS_TOKEN"]);
  });

  test("takes no notice of variables that aren't ours", () => {
    expect(read({ PATH: "/bin", LEVER_APY_URL: "x", ["__proto__"]: "y" })).toEqual(read({}));
  });

  test("is frozen through and through", () => {
    for (const environment of [PRODUCTION, TOKENS, { ALLOWED_ORIGINS: "https://a.example" }]) {
      expect(unfrozenIn(read(environment))).toEqual([]);
    }
  });

  test("has links of its own address, that of IPv6 in brackets", () => {
    expect(read({ HOST: "::1", PORT: "80" }).publicUrl).toBe("http://[::1]:80");
    expect(read({ PUBLIC_URL: "https://ats.example/base/" }).publicUrl).toBe("https://ats.example/base");
  });

  test("doesn't know its address before any free port was found", () => {
    expect(read({ PORT: "0" })).toMatchObject({ port: 0, publicUrl: null });
    expect(read({ PORT: "0", PUBLIC_URL: "https://ats.example" }).publicUrl).toBe("https://ats.example");
  });

  test("has the budget in the shared Redis where it isn't given one of its own", () => {
    const shared = read({ REDIS_URL: "redis://:pw@cache:6379" });
    expect(shared.redisBudgetUrl?.reveal()).toBe("redis://:pw@cache:6379");
    const apart = read({ REDIS_URL: "redis://cache", REDIS_BUDGET_URL: "rediss://budget" });
    expect([apart.redisUrl?.reveal(), apart.redisBudgetUrl?.reveal()]).toEqual(["redis://cache", "rediss://budget"]);
  });
});

describe("a refused configuration", () => {
  test("stops the start with sysexits' code for it", () => {
    expect(CONFIG_EXIT_CODE).toBe(78);
  });

  test("names every variable at fault in one message, with what is needed", () => {
    const { message } = refusalOf({ NODE_ENV: "production", PORT: "seventy", LOG_LEVEL: "loud", AUTH_MODE: "jwt" });
    expect(message.split("\n")).toEqual([
      "The configuration is wrong, nothing was started:",
      "  PORT: needed: a whole number from 0 to 65535",
      "  LOG_LEVEL: needed: fatal or error or warn or info or debug or trace or silent",
      "  METRICS_TOKEN: required in production: visible ASCII characters without space",
      "  JWT_ISSUER: required with AUTH_MODE=jwt: the issuer, without space around it",
      "  JWT_AUDIENCE: required with AUTH_MODE=jwt: the audience, without space around it",
      "  ENCRYPTION_KEYS: required in production: comma-separated id:base64(32 bytes)",
      "  JWT_JWKS_URL: exactly one of JWT_JWKS_URL and JWT_PUBLIC_KEY is needed with AUTH_MODE=jwt",
      "  JWT_PUBLIC_KEY: exactly one of JWT_JWKS_URL and JWT_PUBLIC_KEY is needed with AUTH_MODE=jwt",
    ]);
  });

  test("says which entry of the key ring is at fault", () => {
    const { message } = refusalOf({ ENCRYPTION_KEYS: `${KEY_RING},k2:AAAA` });
    expect(message).toContain(
      "ENCRYPTION_KEYS: needed: comma-separated id:base64(32 bytes) (entry 2 (k2): the key has 3 bytes",
    );
  });

  test("names the key ring even where its check doesn't say why", () => {
    const encryptionKeys = (): never => {
      throw null; // eslint-disable-line @typescript-eslint/only-throw-error -- what a check must not do
    };
    expect(() => readConfig({ ENCRYPTION_KEYS: "k1:x" }, { encryptionKeys })).toThrow("ENCRYPTION_KEYS: needed");
  });

  test("shows no value, since it may be a secret in the wrong place", () => {
    const wrong = "hunter2 hunter2";
    const environment = Object.fromEntries(
      ["PORT", "GATEWAY_SECRET", "METRICS_TOKEN", "DATABASE_URL", "REDIS_URL", "ENCRYPTION_KEYS", "JWT_PUBLIC_KEY"].map(
        (name) => [name, wrong],
      ),
    );
    const { message, stack, faults } = refusalOf(environment);
    expect(faults).toHaveLength(7);
    expect(`${message}${String(stack)}${JSON.stringify(faults)}`).not.toContain("hunter2");
  });

  test.each([["ENCRYPTION_KEYS"], ["METRICS_TOKEN"], ["GATEWAY_SECRET"]])("in production is one without %s", (name) => {
    expect(faultyIn({ ...PRODUCTION, [name]: undefined })).toEqual([name]);
  });

  test("is one that leaves the door open in production, or to other machines", () => {
    expect(faultyIn({ ...PRODUCTION, AUTH_MODE: "none" })).toEqual(["AUTH_MODE"]);
    expect(faultyIn({ ...PRODUCTION, AUTH_MODE: "none", HOST: "127.0.0.1" })).toEqual(["AUTH_MODE"]);
    for (const HOST of ["0.0.0.0", "::", "192.168.1.1", "127.0.0.2", "ats.example", "LOCALHOST"]) {
      expect(faultyIn({ HOST }), HOST).toEqual(["HOST"]);
      expect(faultyIn({ HOST, AUTH_MODE: "gateway", GATEWAY_SECRET: SECRET }), HOST).toEqual([]);
    }
  });

  test("is one for a gateway without its secret, outside production as well", () => {
    expect(faultyIn({ AUTH_MODE: "gateway" })).toEqual(["GATEWAY_SECRET"]);
  });

  test("is one for tokens without issuer, audience, or exactly one source of keys", () => {
    expect(faultyIn(TOKENS)).toEqual([]);
    expect(faultyIn({ ...TOKENS, JWT_ISSUER: "", JWT_AUDIENCE: undefined })).toEqual(["JWT_ISSUER", "JWT_AUDIENCE"]);
    expect(faultyIn({ ...TOKENS, JWT_JWKS_URL: "" })).toEqual(["JWT_JWKS_URL", "JWT_PUBLIC_KEY"]);
    const faulty = faultyIn({ ...TOKENS, JWT_PUBLIC_KEY: "wrong" });
    expect(faulty).toContain("JWT_PUBLIC_KEY");
    expect(faulty).toContain("JWT_JWKS_URL");
  });
});

function unfrozenIn(value: object, path = "config"): string[] {
  const inside = Object.entries(value).filter(([, inner]) => typeof inner === "object" && inner !== null);
  return [
    ...(Object.isFrozen(value) || value.constructor.name === "Secret" ? [] : [path]),
    ...inside.flatMap(([key, inner]) => unfrozenIn(inner as object, `${path}.${key}`)),
  ];
}
