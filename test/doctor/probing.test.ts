import { Keyv } from "keyv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDEM_NAMES } from "../../sandbox/permissions.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { parametersOf, PROBED_READS, PROBED_WRITES, probeOf } from "../../src/doctor/permission-probes.js";
import type { ProbeOutcome } from "../../src/lever/client.js";
import { createLeverPool } from "../../src/lever/create-pool.js";
import type { LeverPool } from "../../src/lever/pool.js";
import { OperationReport } from "../../src/context/operation-report.js";
import { systemClock } from "../../src/time/system-clock.js";

const NO_ID = "b9b0d2c6-6a9e-4a07-9c35-4dd8a5b1c0de";
const FURTHER = PROBED_READS.filter((name) => !FINDEM_NAMES.some((its) => its === name));
const ALL: readonly string[] = [...FINDEM_NAMES, ...FURTHER];

let sandbox: Sandbox;
let pool: LeverPool;

beforeAll(async () => {
  sandbox = await startSandbox({ opportunities: 20, requestsPerSecond: 100_000, burst: 100_000 });
  pool = createLeverPool({
    ...{ baseUrl: sandbox.url, requestsPerSecond: 1_000, burst: 10_000, clock: systemClock, cache: new Keyv() },
    observer: { onUnauthorized: ignore, onPermission: ignore, onConfidentialRefused: ignore },
    userAgent: "test",
  });
});
afterAll(async () => {
  await pool[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

function ignore(): void {
  // What the client tells by the way is looked at elsewhere.
}

/** Asks for a permission with a key that has all of them but those. */
async function probe(permission: string, ...missing: readonly string[]): Promise<ProbeOutcome> {
  const secret = `lever-without-${missing.join("-").replaceAll(/\W/g, "-")}`;
  const permissions = ALL.filter((name) => !missing.includes(name));
  sandbox.addKey({ apiKey: secret, name: secret, permissions, confidential: true });
  const target = { accountId: "a1", connectionId: "c1", fingerprint: secret, epoch: 1, confidentialAccess: true };
  const client = pool.client(
    { ...target, credential: { kind: "apiKey", secret } },
    {
      ...{ lane: "background", userKey: "", noCache: true, seesConfidential: true, report: new OperationReport() },
      deadlineAtMs: systemClock.monotonicMs() + 10_000,
    },
  );
  const { endpoint, query, body } = probeOf(permission) ?? {};
  if (!endpoint || !query) throw new Error(`No probe of ${permission}`);
  return client.probe(endpoint, parametersOf(endpoint, NO_ID), query, body);
}

describe("a key", () => {
  test.each(PROBED_READS)("that lacks nothing but '%s' is refused by its probe, and by no other's", async (name) => {
    expect(await probe(name, name)).toBe("refused");
    expect(await probe(name)).toBe("granted");
    expect(await probe(name, ...ALL.filter((other) => other !== name))).toBe("granted");
  });

  test.each(PROBED_WRITES)("that lacks nothing but '%s' is refused; one that has it tells nothing", async (name) => {
    expect(await probe(name, name)).toBe("refused");
    expect(await probe(name)).toBe("untold");
    expect(await probe(name, ...ALL.filter((other) => other !== name))).toBe("untold");
  });
});
