import { Stopped } from "./stop-signal.js";

/** Switches connections off and on, and the whole pool off for good. */
export class Switchboard {
  readonly #switches = new Map<string, AbortController>();
  #isClosed = false;

  /** Aborted while the connection is switched off, and once the pool is closed. Ask for it anew for each call. */
  signalOf(connectionId: string): AbortSignal {
    return this.#switchOf(connectionId).signal;
  }

  disable(connectionId: string): void {
    this.#switchOf(connectionId).abort(new Stopped("disabled"));
  }

  enable(connectionId: string): void {
    if (!this.#isClosed) this.#switches.delete(connectionId);
  }

  /** Refuses everything that waits or runs, and everything after. */
  close(): void {
    this.#isClosed = true;
    for (const controller of this.#switches.values()) controller.abort(new Stopped("closed"));
  }

  #switchOf(connectionId: string): AbortController {
    const known = this.#switches.get(connectionId);
    if (known) return known;
    const controller = new AbortController();
    if (this.#isClosed) controller.abort(new Stopped("closed"));
    this.#switches.set(connectionId, controller);
    return controller;
  }
}
