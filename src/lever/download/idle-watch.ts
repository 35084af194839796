import type { Clock } from "../../time/clock.js";
import { after } from "../after.js";

/** Notices that nothing happens any more. */
export interface IdleWatch {
  /** Something has happened. Cheap: no timer is set anew. */
  touch(): void;
  end(): void;
}

/** Calls `onIdle` once when nothing has happened for `idleMs` milliseconds. */
export function watchIdle(clock: Pick<Clock, "monotonicMs" | "sleep">, idleMs: number, onIdle: () => void): IdleWatch {
  let lastAtMs = clock.monotonicMs();
  let cancel = (): void => undefined;
  const arm = (delayMs: number): void => {
    cancel = after(clock, delayMs, () => {
      const leftMs = lastAtMs + idleMs - clock.monotonicMs();
      if (leftMs > 0) arm(leftMs);
      else onIdle();
    });
  };
  arm(idleMs);
  return {
    touch: () => {
      lastAtMs = clock.monotonicMs();
    },
    end: () => cancel(),
  };
}
