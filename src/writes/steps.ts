import { LeverError } from "../lever/errors.js";
import { WriteOutcomeUnknown } from "../lever/write-outcome-unknown.js";
import type { Clock } from "../time/clock.js";

/** Looking for a write that may have been done: the first pause, milliseconds; it doubles. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4_000;

/** Once, and once more where looking for the first one has settled that it left nothing behind. */
const LAST_ATTEMPT = 2;

/** A step that was sent and whose fate is open, or that was done. Results hold ids only. */
export type StepState =
  | {
      readonly state: "SENT";
      readonly at: number;
      /** Lever said yes in an answer that can't be read: it is looked for, and never sent again. */
      readonly acted?: "yes";
    }
  | { readonly state: "DONE"; readonly result: unknown };

/** How far a write has come, by the names of its steps. */
export interface Progress {
  readonly steps: Readonly<Record<string, StepState>>;
}

/** One request to Lever that must not be sent twice. */
export interface Step<Result> {
  /** Sends it. @throws LeverError */
  readonly send: () => Promise<Result>;
  /**
   * Looks in Lever, past every cache, for what a request sent at `sentAt` (milliseconds since the epoch) would have
   * left; null where it is not there.
   */
  readonly find: (sentAt: number) => Promise<Result | null>;
}

/** What running steps takes. */
export interface StepsParts {
  readonly progress: Progress;
  readonly save: (progress: Progress) => Promise<void>;
  readonly clock: Clock;
  readonly settleMs: number;
  /** On the monotonic clock, milliseconds. */
  readonly deadlineAtMs: number;
}

/** The steps of one write: each is done once, whatever happens in between. */
export class Steps {
  #progress: Progress;

  constructor(private readonly parts: StepsParts) {
    this.#progress = parts.progress;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /**
   * Does a step, unless it was done before. One that was sent before is looked for until the time to settle has passed,
   * and only then sent again.
   * @throws LeverError where Lever surely did not do it, WriteOutcomeUnknown where the deadline comes before that is known
   */
  async run<Result>(name: string, step: Step<Result>): Promise<Result> {
    const known = this.#progress.steps[name];
    if (known?.state === "DONE") return known.result as Result;
    if (known?.state === "SENT") {
      const found = await this.#settle(step, known.at, null);
      if (found !== null) return this.#done(name, found);
      if (known.acted === "yes") throw new WriteOutcomeUnknown(null);
    }
    return this.#send(name, step, known ? LAST_ATTEMPT : 1);
  }

  /**
   * Reads something once: what was found then is what a repeated call goes by, for the write itself may change it.
   * @throws what `read` throws; StoreUnavailable, and nothing was sent
   */
  async remember<Result>(name: string, read: () => Promise<Result>): Promise<Result> {
    const known = this.#progress.steps[name];
    if (known?.state === "DONE") return known.result as Result;
    const result = await read();
    await this.#set(name, { state: "DONE", result });
    return result;
  }

  async #send<Result>(name: string, step: Step<Result>, attempt: number): Promise<Result> {
    const at = this.parts.clock.epochMs();
    await this.#set(name, { state: "SENT", at });
    try {
      return await this.#done(name, await step.send());
    } catch (error) {
      if (!(error instanceof LeverError)) throw error;
      if (error.details.acted === "no") {
        await this.#set(name, undefined);
        throw error;
      }
      const isSure = error.details.acted === "yes";
      if (isSure) await knownOrUnknown(() => this.#set(name, { state: "SENT", at, acted: "yes" }));
      const found = await this.#settle(step, at, error);
      if (found !== null) return this.#done(name, found);
      if (isSure || attempt === LAST_ATTEMPT) throw new WriteOutcomeUnknown(error.call, { cause: error });
      return this.#send(name, step, attempt + 1);
    }
  }

  /** What the request left in Lever; null once it is sure that it left nothing. */
  async #settle<Result>({ find }: Step<Result>, sentAt: number, failure: LeverError | null): Promise<Result | null> {
    const { clock, settleMs, deadlineAtMs } = this.parts;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const isSettled = clock.epochMs() - sentAt >= settleMs;
      const found = await this.#look(find, sentAt, failure);
      if (found !== null) return found;
      if (isSettled) return null;
      const waitMs = Math.min(pauseMs, Math.max(1, sentAt + settleMs - clock.epochMs()));
      if (clock.monotonicMs() + waitMs >= deadlineAtMs) throw new WriteOutcomeUnknown(failure?.call ?? null);
      await clock.sleep(waitMs);
    }
  }

  async #look<Result>(find: Step<Result>["find"], sentAt: number, failure: LeverError | null): Promise<Result | null> {
    try {
      return await find(sentAt);
    } catch (error) {
      if (!(error instanceof LeverError)) throw error;
      throw new WriteOutcomeUnknown((failure ?? error).call, { cause: error });
    }
  }

  async #done<Result>(name: string, result: Result): Promise<Result> {
    await knownOrUnknown(() => this.#set(name, { state: "DONE", result }));
    return result;
  }

  async #set(name: string, state: StepState | undefined): Promise<void> {
    const { [name]: _replaced, ...others } = this.#progress.steps;
    this.#progress = { steps: state ? { ...others, [name]: state } : others };
    await this.parts.save(this.#progress);
  }
}

/**
 * Writes down what was done. Where that fails, the deed stands and nobody knows of it: whoever repeats the call finds it.
 * @throws WriteOutcomeUnknown
 */
export async function knownOrUnknown(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    throw new WriteOutcomeUnknown(null, { cause: error });
  }
}
