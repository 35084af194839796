import type { Retention } from "../config/config.js";
import type { Store } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import { pause } from "../time/pause.js";
import { REMEMBERED_MS } from "../webhooks/webhook-intake.js";

/** How often what is over is forgotten, milliseconds. */
const PRUNE_EVERY_MS = 60 * 60_000;

const DAY_MS = 24 * 60 * 60_000;

/** What it is made of. */
export interface RetentionOptions {
  readonly store: {
    readonly [Name in "uploads" | "writes" | "bulk" | "audit" | "webhooks"]: Pick<Store[Name], "prune">;
  };
  readonly keep: Retention;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/**
 * Forgets uploads whose time is over, and old results of writes, bulk operations, rows of the audit log and deliveries of
 * webhooks: now and from then on every hour, until it is disposed of. What fails is told, keeps nothing else waiting and is tried again.
 */
export function startRetention({ store, keep, clock, onError }: RetentionOptions): AsyncDisposable {
  const stopping = new AbortController();
  const { uploads, writes, bulk, audit, webhooks } = store;
  const forgetting = (async () => {
    do {
      const now = clock.epochMs();
      await uploads.prune(now).catch(onError);
      await writes.prune(now - keep.idempotencyDays * DAY_MS).catch(onError);
      await bulk.prune(now - keep.idempotencyDays * DAY_MS).catch(onError);
      await audit.prune(now - keep.auditDays * DAY_MS).catch(onError);
      await webhooks.prune(now - REMEMBERED_MS).catch(onError);
    } while (await pause(clock, PRUNE_EVERY_MS, stopping.signal));
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await forgetting;
    },
  };
}
