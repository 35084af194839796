import type { UploadStore } from "../store/store.js";
import type { Clock } from "../time/clock.js";

/** How often uploads are forgotten whose time is over, milliseconds. */
const PRUNE_EVERY_MS = 60 * 60_000;

/** What it is made of. */
export interface UploadPruningOptions {
  readonly store: Pick<UploadStore, "prune">;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Forgets uploads whose time is over, now and from then on every hour, until it is disposed of. */
export function startUploadPruning({ store, clock, onError }: UploadPruningOptions): AsyncDisposable {
  const stopping = new AbortController();
  const pruning = (async () => {
    do {
      await store.prune(clock.epochMs()).catch(onError);
    } while (await isTimeAgain(clock, stopping.signal));
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await pruning;
    },
  };
}

/** False once it is to stop. */
async function isTimeAgain(clock: Clock, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(PRUNE_EVERY_MS, signal);
    return true;
  } catch {
    return false;
  }
}
