import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { ALL_NAMES } from "../../sandbox/permissions.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { postgresPlace, sqlitePlace, type Place } from "../store/databases.js";
import { NO_POSTGRES, POSTGRES_PASSWORD } from "../support/postgres.js";
import { hasRedis, NO_REDIS, RedisServer } from "../support/redis.js";
import { RedisDoor } from "../support/redis-door.js";
import { buildService, ServiceProcess } from "../support/service-process.js";
import { RECRUITER } from "../support/uploads.js";
import { AttentiveCaller } from "./caller.js";
import { type Canary, found, HAS_PROCESS_FILES } from "./canaries.js";
import { dumpOfFolder, dumpOfPostgres, dumpOfRedis } from "./dumps.js";
import { everythingHappens, PERSON, plant } from "./everything-happens.js";

const SECRETS = {
  apiKey: "canary-of-an-api-key-Hx7Kq2",
  refusedKey: "canary-of-a-refused-key-Pd3Wz8",
  signingToken: "canary-of-a-signing-token-Lm4Rt9",
  gatewaySecret: "canary-of-the-gateway-secret-Bv6Ny1",
  metricsToken: "canary-of-the-metrics-token-Fc5Js0",
  encryptionKey: randomBytes(32).toString("base64"),
};

const SECRET_CANARIES: readonly Canary[] = [
  ...Object.entries(SECRETS).map(([what, text]) => ({ what, text })),
  { what: "password of the database", text: POSTGRES_PASSWORD },
];
const PERSONAL_CANARIES: readonly Canary[] = [
  ...Object.entries(PERSON).map(([what, text]) => ({ what: `candidate's ${what}`, text })),
  { what: "caller's address", text: RECRUITER.email ?? "" },
];
/** Each has told of something that went wrong. */
const EXPECTED_CODES = [
  ...["API_KEY_REJECTED", "API_KEY_ALREADY_CONNECTED", "IDEMPOTENCY_KEY_REUSED", "NOT_FOUND", "BAD_USER_INPUT"],
  ...["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "UNAUTHENTICATED", "ATS_CREDENTIALS_INVALID"],
  ...["ATS_PERMISSION_MISSING", "ATS_UNAVAILABLE", "ATS_BAD_RESPONSE"],
];
const ALL_CANARIES = [...SECRET_CANARIES, ...PERSONAL_CANARIES];

let build: string;
let sandbox: Sandbox;

beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), "findem-lever-build-"));
  await buildService(build);
  sandbox = await startSandbox({ opportunities: 12, requestsPerSecond: 100_000, burst: 100_000 });
  sandbox.addKey({ apiKey: SECRETS.apiKey, name: "canary", permissions: ALL_NAMES, confidential: true });
  plant(sandbox.data);
}, 120_000);
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
  await rm(build, { recursive: true, force: true });
});

/** A production service at its most talkative. */
function environmentOf({ databaseUrl, dataDir }: Place, redisUrl: string) {
  return {
    ...{ NODE_ENV: "production", HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "debug", PERMISSION_CHECK: "true" },
    ...{ AUTH_MODE: "gateway", GATEWAY_SECRET: SECRETS.gatewaySecret, METRICS_TOKEN: SECRETS.metricsToken },
    ...{ ENCRYPTION_KEYS: `k1:${SECRETS.encryptionKey}`, LEVER_API_URL: sandbox.url, REDIS_URL: redisUrl },
    ...{ LEVER_REQUESTS_PER_SECOND: "1000", LEVER_BURST: "10000", SYNC_INTERVAL_SECONDS: "0" },
    ...(databaseUrl === null ? { DATA_DIR: dataDir } : { DATABASE_URL: databaseUrl, DATA_DIR: dataDir }),
  };
}

const PLACES: readonly (readonly [string, boolean, () => Promise<Place>])[] = [
  ["SQLite", true, sqlitePlace],
  ["PostgreSQL", inject("postgresDoor") !== null, postgresPlace],
];

describe.skipIf(!hasRedis())(`with a shared cache in Redis${hasRedis() ? "" : ` (${NO_REDIS})`}`, () => {
  for (const [name, isHere, makePlace] of PLACES)
    test.skipIf(!isHere)(
      `no secret and nothing personal is anywhere but where it belongs, over ${name}${isHere ? "" : ` (${NO_POSTGRES})`}`,
      async () => {
        const place = await makePlace();
        await using redis = await RedisServer.start();
        await using door = await RedisDoor.open(redis);
        await using service = new ServiceProcess(build, environmentOf(place, door.url));
        const caller = new AttentiveCaller(await service.url(), SECRETS.gatewaySecret);

        await everythingHappens(caller, sandbox, SECRETS);

        const metrics = await caller.fetch("/metrics", {
          headers: { authorization: `Bearer ${SECRETS.metricsToken}` },
        });
        const title = HAS_PROCESS_FILES ? await seenFromOutside(service.processId) : "";
        const inRedis = await dumpOfRedis(redis);
        service.signal("SIGTERM");
        expect(await service.ended).toEqual({ code: 0, signal: null });
        const inDatabase = await (place.databaseUrl === null
          ? dumpOfFolder(place.dataDir)
          : dumpOfPostgres(place.databaseUrl));
        await place.drop();

        const log = service.stdout + service.stderr;
        // Each of them holds something, or nothing could be found there.
        expect(log.split("\n").length).toBeGreaterThan(30);
        expect(metrics.text).toContain("lever_requests_total");
        expect(inRedis.split("\n").length).toBeGreaterThan(20);
        expect(inDatabase).toContain("exportProfileToAts");
        for (const code of EXPECTED_CODES) expect(caller.errors).toContain(`"${code}"`);
        const answers = caller.heard.flatMap(({ what, head, body }) => [what, head, body]).join("\n");
        const toLever = sandbox.requests
          .map(({ path, query, body }) => `${path}?${query.toString()}\n${body}`)
          .join("\n");
        const belongs = [{ name: "answers or requests", content: answers + toLever }];
        expect(found(PERSONAL_CANARIES.slice(0, -1), belongs)).toHaveLength(PERSONAL_CANARIES.length - 1);

        const everywhere = [
          { name: "the log", content: log },
          { name: "metrics", content: metrics.text },
          { name: "the process's title and arguments", content: title },
          { name: "the database", content: inDatabase },
          { name: "Redis", content: inRedis },
          { name: "errors", content: caller.errors },
        ];
        expect(found(ALL_CANARIES, everywhere)).toEqual([]);
        expect(found(SECRET_CANARIES, [{ name: "answers", content: answers }])).toEqual([]);
      },
      120_000,
    );
});

/** What `ps` shows of a process. */
async function seenFromOutside(processId: number): Promise<string> {
  const files = ["cmdline", "comm", "status"].map((file) => readFile(`/proc/${processId}/${file}`, "latin1"));
  const [commandLine = "", ...others] = await Promise.all(files);
  expect(commandLine).toContain("main.mjs");
  return [commandLine, ...others].join("\n");
}
