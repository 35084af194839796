import { Keyv } from "keyv";
import type { LeverClient, LeverObserver, LeverTarget } from "../../src/lever/client.js";
import { createLeverPool } from "../../src/lever/create-pool.js";
import type { LeverPoolOptions } from "../../src/lever/pool-options.js";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import { LeverError } from "../../src/lever/errors.js";
import type { LeverPool } from "../../src/lever/pool.js";
import type { CallReport, CallScope, CostReport } from "../../src/lever/scope.js";
import { ManualClock } from "../support/manual-clock.js";
import { ScriptedServer, type Reply, type SeenRequest } from "../support/scripted-server.js";

/** A row, as far as these tests look into one. */
export interface Row {
  readonly id: string;
  readonly [name: string]: unknown;
}

export const opportunities = defineEndpoint<Row>({
  path: "/opportunities",
  permission: "find all opportunities",
  documentation: "Opportunities > List all opportunities",
  maxAgeMs: 30_000,
  confidentiality: true,
});

export const opportunity = defineEndpoint<Row>({
  path: "/opportunities/:opportunity",
  permission: "find an opportunity",
  documentation: "Opportunities > Retrieve a single opportunity",
  maxAgeMs: 30_000,
});

export const stages = defineEndpoint<Row>({
  path: "/stages",
  permission: "find all stages",
  documentation: "Stages > List all stages",
  maxAgeMs: 30 * 60_000,
});

export const unkept = defineEndpoint<Row>({
  path: "/opportunities/:opportunity/notes",
  permission: "find all opportunity notes",
  documentation: "Notes > List all notes",
});

export const createNote = defineEndpoint<Row>({
  method: "POST",
  path: "/opportunities/:opportunity/notes",
  permission: "create an opportunity note",
  documentation: "Notes > Create a note",
});

/** Counts what an operation cost, and shows it. */
export class Costs implements CostReport {
  readonly calls: CallReport[] = [];
  readonly waitedMs: number[] = [];
  readonly stale: number[] = [];
  cacheHits = 0;
  coalesced = 0;

  onRequest(call: CallReport): void {
    this.calls.push(call);
  }
  onCacheHit(answers: number): void {
    this.cacheHits += answers;
  }
  onCoalesced(): void {
    this.coalesced++;
  }
  onWaited(waitedMs: number): void {
    this.waitedMs.push(waitedMs);
  }
  onStale(fetchedAt: number): void {
    this.stale.push(fetchedAt);
  }
}

/** Writes down what the client tells. */
export class Notices implements LeverObserver {
  readonly told: string[] = [];

  onUnauthorized(connectionId: string): void {
    this.told.push(`${connectionId} unauthorized`);
  }
  onPermission(connectionId: string, permission: string, granted: boolean): void {
    this.told.push(`${connectionId} ${granted ? "may" : "may not"} ${permission}`);
  }
  onConfidentialRefused(connectionId: string): void {
    this.told.push(`${connectionId} sees nothing confidential`);
  }
}

export function target(over: Partial<LeverTarget> = {}): LeverTarget {
  return {
    accountId: "acme",
    connectionId: "c1",
    credential: { kind: "apiKey", secret: "key-1" },
    fingerprint: "f1",
    epoch: 1,
    confidentialAccess: null,
    ...over,
  };
}

/** A pool against a scripted Lever, with a clock that stands still. */
export class Harness implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly notices = new Notices();
  readonly pool: LeverPool;

  private constructor(
    readonly server: ScriptedServer,
    over: Partial<LeverPoolOptions>,
  ) {
    this.clock = over.clock instanceof ManualClock ? over.clock : new ManualClock();
    this.pool = createLeverPool({
      baseUrl: `${server.url}/v1`,
      requestsPerSecond: 10,
      burst: 20,
      cache: new Keyv(),
      observer: this.notices,
      userAgent: "findem-lever-subgraph/test",
      ...over,
      clock: this.clock,
    });
  }

  static async start(
    script: (request: SeenRequest, index: number) => Reply,
    over: Partial<LeverPoolOptions> = {},
  ): Promise<Harness> {
    return new Harness(await ScriptedServer.start(script), over);
  }

  scope(over: Partial<CallScope> = {}): CallScope & { readonly report: Costs } {
    return {
      lane: "interactive",
      userKey: "ada",
      deadlineAtMs: this.clock.monotonicMs() + 25_000,
      noCache: false,
      seesConfidential: false,
      ...over,
      report: over.report instanceof Costs ? over.report : new Costs(),
    };
  }

  client(overScope: Partial<CallScope> = {}, overTarget: Partial<LeverTarget> = {}): LeverClient {
    return this.pool.client(target(overTarget), this.scope(overScope));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pool[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}

/** The error that a call ends with; fails when it doesn't. */
export async function leverErrorOf(calling: Promise<unknown>): Promise<LeverError> {
  try {
    await calling;
  } catch (error) {
    if (error instanceof LeverError) return error;
    throw error;
  }
  throw new Error("The call was expected to fail");
}
