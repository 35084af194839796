import { randomUUID } from "node:crypto";
import type { ConnectionRegistry } from "../connections/registry.js";
import type { LeverTarget } from "../lever/client.js";
import type { LeverPool } from "../lever/pool.js";
import type { CallScope, CostReport } from "../lever/scope.js";
import type { CheckHold, ConnectionRecord, PermissionCheckRecord, PermissionRecord, Store } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { pause } from "../time/pause.js";
import { SecretUnreadable } from "../vault/vault.js";
import { CheckRun, HOLD_MS, type RunEnd } from "./check-run.js";
import { planCheck } from "./plan-check.js";

/** How often checks are looked for that others left behind, milliseconds. */
const SWEEP_MS = 15_000;

const BACKGROUND = {
  lane: "background",
  userKey: "",
  noCache: true,
  seesConfidential: true,
} satisfies Partial<CallScope>;

/** What a look at a key has just found out of one of its permissions. */
type AnsweredPermission = Pick<PermissionRecord, "permission" | "granted">;

/** What the doctor is made of. */
export interface PermissionDoctorParts {
  readonly store: Pick<Store, "connections" | "permissions" | "permissionChecks">;
  readonly registry: Pick<ConnectionRegistry, "byId" | "target">;
  readonly pool: Pick<LeverPool, "client">;
  readonly clock: Clock;
  /** What the requests cost is told to. */
  readonly costs: () => CostReport;
  readonly onError: (error: unknown) => void;
}

/**
 * Finds out which permissions keys have: in the background, one check of a connection at a time over all replicas, and
 * on from where it was when the process that worked on it has gone.
 */
export class PermissionDoctor implements AsyncDisposable {
  readonly #stopping = new AbortController();
  readonly #runs = new Map<string, Promise<void>>();
  #sweeping: Promise<void> = Promise.resolve();

  constructor(private readonly parts: PermissionDoctorParts) {}

  /** Goes on with what was left behind, now and from time to time. */
  resume(): void {
    this.#sweeping = this.#sweep();
  }

  /**
   * Begins to check a connection's key; answers once that is written down. `answered` is not asked for again. A failure
   * is told to `onError`: whoever connects a key is connected, whatever becomes of the check.
   */
  async start(connection: ConnectionRecord, answered: readonly AnsweredPermission[]): Promise<void> {
    try {
      if (await this.#begin(connection, answered)) this.#run(connection.accountId, connection.id);
    } catch (error) {
      this.parts.onError(error);
    }
  }

  async #begin({ id, epoch }: ConnectionRecord, answered: readonly AnsweredPermission[]): Promise<boolean> {
    const { permissions, permissionChecks } = this.parts.store;
    const checkedAt = this.parts.clock.epochMs();
    const rows = answered.map((row) => ({ ...row, checkedAt }));
    if (!(await permissions.record(id, rows, epoch))) return false;
    const before = await permissionChecks.read(id);
    const turn = before?.epoch === epoch ? before.turn : 0;
    const names = new Set(answered.map(({ permission }) => permission));
    const plan = planCheck(await permissions.byConnection(id), names, turn);
    return permissionChecks.begin(id, { epoch, ...plan });
  }

  /** Gives up what waits, sees through what is out; another process, or the next one, goes on from there. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await Promise.all(this.#runs.values());
  }

  async #sweep(): Promise<void> {
    const { store, onError } = this.parts;
    do {
      const unfinished = await store.permissionChecks.unfinished().catch((error: unknown) => {
        onError(error);
        return [];
      });
      for (const { accountId, connectionId } of unfinished) {
        if (!this.#runs.has(connectionId)) this.#run(accountId, connectionId);
      }
    } while (await pause(this.parts.clock, SWEEP_MS, this.#stopping.signal));
  }

  #run(accountId: string, connectionId: string): void {
    if (this.#stopping.signal.aborted) return;
    // A run that is about to end may not have seen what was begun just now: one follows it.
    const before = this.#runs.get(connectionId) ?? Promise.resolve();
    const run: Promise<void> = before
      .then(() => this.#workOff(accountId, connectionId))
      .catch(this.parts.onError)
      .finally(() => {
        if (this.#runs.get(connectionId) === run) this.#runs.delete(connectionId);
      });
    this.#runs.set(connectionId, run);
  }

  /** Does nothing where another process is at it, or nothing is left to do. */
  async #workOff(accountId: string, connectionId: string): Promise<void> {
    const { store, clock } = this.parts;
    if (this.#stopping.signal.aborted) return;
    const holder = randomUUID();
    const now = clock.epochMs();
    const check = await store.permissionChecks.take(connectionId, holder, now + HOLD_MS, now);
    if (!check) return;
    const hold: CheckHold = { connectionId, epoch: check.epoch, holder };
    try {
      const record = await this.parts.registry.byId(accountId, connectionId);
      const target = this.#targetOf(record, check.epoch);
      let left: PermissionCheckRecord | null = check;
      while (left !== null) left = await this.#end(hold, target ? await this.#runOf(hold, target).run(left) : "FAILED");
    } catch (error) {
      await store.permissionChecks.release(hold);
      throw error;
    }
  }

  /** Null where nothing may be sent: switched off, another key by now, gone, or a key that can't be opened. */
  #targetOf(record: ConnectionRecord | null, epoch: number): LeverTarget | null {
    if (!record?.enabled || record.epoch !== epoch) return null;
    try {
      return this.parts.registry.target(record);
    } catch (error) {
      if (error instanceof SecretUnreadable) return null;
      throw error;
    }
  }

  #runOf(hold: CheckHold, target: LeverTarget): CheckRun {
    const { store, clock, pool, costs } = this.parts;
    const { signal } = this.#stopping;
    const client = (deadlineAtMs: number) =>
      pool.client(target, { ...BACKGROUND, deadlineAtMs, report: costs(), signal });
    return new CheckRun(hold, { store, clock, client, signal });
  }

  /** What was added to the check while it was at its end; null where it is over. */
  async #end(hold: CheckHold, end: RunEnd): Promise<PermissionCheckRecord | null> {
    const { store, clock } = this.parts;
    const now = clock.epochMs();
    if (end === "left") {
      await store.permissionChecks.release(hold);
      return null;
    }
    const isOver = await store.permissionChecks.finish(hold, end, now);
    return isOver ? null : store.permissionChecks.advance(hold, {}, now + HOLD_MS);
  }
}
