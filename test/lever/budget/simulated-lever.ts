import type { Budget, Outcome } from "../../../src/lever/budget/budget.js";
import { BudgetExhausted } from "../../../src/lever/budget/budget.js";
import type { CallScope } from "../../../src/lever/scope.js";
import { Urgency } from "../../../src/lever/urgency.js";
import type { ManualClock } from "../../support/manual-clock.js";

/** A token bucket on Lever's side of the network: it counts what arrives, when it arrives. */
export class SimulatedLever {
  refused = 0;
  taken = 0;
  #level: number;
  #asOfMs: number;

  constructor(
    private readonly clock: ManualClock,
    public limits: { requestsPerSecond: number; burst: number },
  ) {
    this.#level = limits.burst;
    this.#asOfMs = clock.monotonicMs();
  }

  /** A request that takes `thereMs` to arrive and `backMs` to be answered. */
  async request(thereMs: number, backMs: number): Promise<Outcome> {
    await this.clock.sleep(thereMs);
    const nowMs = this.clock.monotonicMs();
    const filled = this.#level + ((nowMs - this.#asOfMs) / 1_000) * this.limits.requestsPerSecond;
    this.#level = Math.min(this.limits.burst, filled);
    this.#asOfMs = nowMs;
    // A fraction's rounding is not what is tested.
    const isTaken = this.#level >= 1 - 1e-6;
    if (isTaken) this.#level -= 1;
    this[isTaken ? "taken" : "refused"]++;
    await this.clock.sleep(backMs);
    return { kind: isTaken ? "answered" : "limited" };
  }
}

/** What became of one call. */
export interface Ended {
  readonly name: string;
  readonly atMs: number;
  readonly result: "done" | "exhausted";
  readonly waitedMs: number;
}

/** Callers of a budget, and what became of them. */
export class Callers {
  readonly ended: Ended[] = [];
  #ways = 0;

  constructor(
    private readonly clock: ManualClock,
    private readonly budget: Budget,
    private readonly lever: SimulatedLever,
    /** How long request number n is on its way there and back, milliseconds. */
    private readonly wayMs: (n: number) => readonly [number, number] = () => [10, 10],
  ) {}

  /** Calls, again after each 429, as the retry layer does. */
  async call(name: string, over: Partial<CallScope> = {}): Promise<void> {
    const urgency = new Urgency({ lane: "interactive", userKey: "ada", deadlineAtMs: Infinity, ...over });
    const signal = over.signal ?? new AbortController().signal;
    let waitedMs = 0;
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        const grant = await this.budget.acquire({ urgency, signal });
        waitedMs += grant.waitedMs;
        const outcome = await this.lever.request(...this.wayMs(this.#ways++));
        grant.settle(outcome);
        if (outcome.kind !== "answered") continue;
        this.#end(name, "done", waitedMs);
        return;
      } catch (error) {
        if (!(error instanceof BudgetExhausted)) throw error;
        this.#end(name, "exhausted", waitedMs);
        return;
      }
    }
    throw new Error("Never served");
  }

  /** The names of those that are done, in the order in which they were. */
  get done(): readonly string[] {
    return this.ended.filter(({ result }) => result === "done").map(({ name }) => name);
  }

  #end(name: string, result: Ended["result"], waitedMs: number): void {
    this.ended.push({ name, result, atMs: this.clock.monotonicMs(), waitedMs });
  }
}

/** 0, 1, ... */
export function times(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
