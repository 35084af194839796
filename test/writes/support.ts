import { LeverError, type LeverErrorCode, type LeverErrorDetails } from "../../src/lever/errors.js";
import { WriteOutcomeUnknown } from "../../src/lever/write-outcome-unknown.js";
import type { Step } from "../../src/writes/steps.js";
import type { ManualClock } from "../support/manual-clock.js";

const CALL = {
  method: "POST",
  template: "/opportunities/:opportunity/notes",
  permission: "create an opportunity note",
  connectionId: "connection-1",
};

/** A failure of Lever's. */
export function failed(
  acted: LeverErrorDetails["acted"],
  code: LeverErrorCode = acted === "no" ? "REJECTED" : "UNAVAILABLE",
): LeverError {
  return new LeverError(code, CALL, { acted });
}

/** Whether Lever does a request, and what the sender hears. */
export type Fate = "done" | "done, answer lost" | "done, answer unreadable" | "lost" | "refused" | "never answered";

/** A Lever in which each request that it does leaves an id behind. */
export class FakeLever {
  readonly made: { readonly id: string; readonly at: number }[] = [];
  /** How often something was sent. */
  sent = 0;
  /** How often it was looked for. */
  looks = 0;
  /** What is looked for can't be read. */
  isUnreadable = false;
  /** What was made is seen only that long after, milliseconds: Lever's lists lag. */
  lagMs = 0;
  readonly #fates: Fate[];

  constructor(
    private readonly clock: Pick<ManualClock, "epochMs">,
    ...fates: readonly Fate[]
  ) {
    this.#fates = [...fates];
  }

  /** One fate after the other; the last one stays. */
  get step(): Step<string> {
    return { send: () => this.#send(), find: (sentAt) => this.#find(sentAt) };
  }

  async #send(): Promise<string> {
    this.sent++;
    const fate = (this.#fates.length > 1 ? this.#fates.shift() : this.#fates[0]) ?? "done";
    if (fate === "refused") throw failed("no");
    if (fate === "lost") throw failed("maybe");
    const id = `made-${this.made.length + 1}`;
    this.made.push({ id, at: this.clock.epochMs() });
    if (fate === "done, answer lost") throw failed("maybe");
    if (fate === "done, answer unreadable") throw failed("yes", "BAD_RESPONSE");
    if (fate === "never answered") return new Promise(() => undefined);
    return id;
  }

  async #find(sentAt: number): Promise<string | null> {
    this.looks++;
    if (this.isUnreadable) throw failed("maybe");
    return this.made.find(({ at }) => at >= sentAt && this.clock.epochMs() - at >= this.lagMs)?.id ?? null;
  }
}

/** What a promise fails with. */
export function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => `went through: ${JSON.stringify(value)}`,
    (error: unknown) => error,
  );
}

/** What a write of unknown fate fails with. */
export const UNKNOWN = WriteOutcomeUnknown;
