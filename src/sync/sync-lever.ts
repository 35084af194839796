import type { ConnectionRegistry } from "../connections/registry.js";
import type { LeverClient } from "../lever/client.js";
import { LeverError } from "../lever/errors.js";
import { NO_REPORT } from "../lever/no-report.js";
import type { LeverPool } from "../lever/pool.js";
import type { Clock } from "../time/clock.js";
import { SyncRelinquished, SyncStopped } from "./sync-failure.js";

/** One page takes no longer, the wait for the budget included, milliseconds. */
const PAGE_DEADLINE_MS = 45_000;

/** How long to leave a budget alone that is spent, where nobody says, and at most, milliseconds. */
const PAUSE_MS = { usual: 1_000, longest: 30_000 };

/** What asking Lever for a sync takes. */
export interface SyncLeverParts {
  readonly registry: Pick<ConnectionRegistry, "byId" | "target">;
  readonly pool: Pick<LeverPool, "client">;
  readonly clock: Clock;
}

/** Whose sync it is. */
export interface SyncConnection {
  readonly connectionId: string;
  readonly accountId: string;
}

/** Lever, in the background: behind everybody who waits for an answer, and for as long as the budget is spent. */
export class SyncLever {
  constructor(
    private readonly parts: SyncLeverParts,
    private readonly connection: SyncConnection,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Asks Lever. While the budget is spent it waits; `onWait` is called before.
   * @throws LeverError, SecretUnreadable, SyncStopped, SyncRelinquished
   */
  async ask<Answer>(read: (lever: LeverClient) => Promise<Answer>, onWait: () => Promise<void>): Promise<Answer> {
    for (;;) {
      try {
        return await read(await this.#client());
      } catch (error) {
        if (!(error instanceof LeverError) || error.code !== "RATE_LIMITED") throw error;
        await onWait();
        const pauseMs = Math.min(error.details.retryAfterMs ?? PAUSE_MS.usual, PAUSE_MS.longest);
        await this.parts.clock.sleep(Math.max(pauseMs, PAUSE_MS.usual), this.signal);
      }
    }
  }

  /** As the connection is now: its key may have been changed, or it may be gone. It sees confidential rows. */
  async #client(): Promise<LeverClient> {
    const { registry, pool, clock } = this.parts;
    const { connectionId, accountId } = this.connection;
    const record = await registry.byId(accountId, connectionId);
    if (!record) throw new SyncRelinquished();
    if (!record.enabled) throw new SyncStopped("ATS_CONNECTION_DISABLED");
    return pool.client(registry.target(record), {
      lane: "background",
      userKey: "",
      deadlineAtMs: clock.monotonicMs() + PAGE_DEADLINE_MS,
      noCache: true,
      seesConfidential: true,
      report: NO_REPORT,
      signal: this.signal,
    });
  }
}
