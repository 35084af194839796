import type { Clock } from "../../time/clock.js";
import type { Flight } from "../client/reads.js";
import { failure, type CallIdentity } from "../failure.js";
import type { CallScope } from "../scope.js";
import { Stopped, StopSignal, stoppedFailure } from "../stop-signal.js";
import { Urgency } from "../urgency.js";

/** What somebody who waits for an answer brings along. */
export interface Passenger {
  readonly call: CallIdentity;
  readonly scope: CallScope;
  /** Aborted while the connection is switched off. */
  readonly switchedOff: () => AbortSignal;
  /** How long the queue is for them, milliseconds. */
  readonly expectedWaitMs: () => number;
}

/** A request under way, and how many wait for it. */
interface Shared {
  readonly urgency: Urgency;
  readonly stop: StopSignal;
  readonly landing: Promise<unknown>;
  waiting: number;
}

/**
 * Identical reads that are under way at the same time are one request. Each who waits has their own time: the request is
 * given up when the last of them has left.
 */
export class Flights {
  readonly #flights = new Map<string, Shared>();

  constructor(private readonly clock: Clock) {}

  /**
   * Waits for the flight of that key; begins it where there is none, or where `alone`, for nobody may be given what was
   * asked for before they came.
   * @throws LeverError
   */
  async join<Value>(
    key: string,
    passenger: Passenger,
    fly: (flight: Flight) => Promise<Value>,
    alone: boolean,
  ): Promise<Value> {
    using patience = new StopSignal(this.clock).follow(passenger.switchedOff()).follow(passenger.scope.signal, "left");
    if (patience.signal.aborted) throw stoppedFailure(passenger.call, patience.signal.reason, "no");
    patience.after(passenger.scope.deadlineAtMs - this.clock.monotonicMs(), "deadline");
    const flight = this.#board(key, passenger, fly, alone);
    flight.waiting++;
    try {
      // Whoever joins asks for the same URL in the same way: the value is of the same type.
      return (await landed(flight, patience.signal, passenger)) as Value;
    } finally {
      flight.waiting--;
      if (flight.waiting === 0) this.#end(key, flight);
    }
  }

  #board<Value>(key: string, passenger: Passenger, fly: (flight: Flight) => Promise<Value>, alone: boolean): Shared {
    const known = alone ? undefined : this.#flights.get(key);
    // One that was called back has not landed yet, and must not take along who comes after.
    if (!known || known.stop.signal.aborted) return this.#begin(key, passenger, fly);
    passenger.scope.report.onCoalesced();
    known.urgency.raise(passenger.scope);
    return known;
  }

  #begin<Value>(key: string, { scope, switchedOff }: Passenger, fly: (flight: Flight) => Promise<Value>): Shared {
    const urgency = new Urgency(scope);
    const stop = new StopSignal(this.clock).follow(switchedOff());
    const landing = fly({ urgency, signal: stop.signal, report: scope.report });
    const flight: Shared = { urgency, stop, landing, waiting: 0 };
    this.#flights.set(key, flight);
    const land = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
      stop[Symbol.dispose]();
    };
    landing.then(land, land);
    return flight;
  }

  /** Nobody may join what is about to be given up. */
  #end(key: string, flight: Shared): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
    flight.stop.stop("left");
  }
}

function landed({ landing, urgency }: Shared, patience: AbortSignal, passenger: Passenger): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(leaving(patience.reason, urgency, passenger));
    patience.addEventListener("abort", leave, { once: true });
    landing.then(resolve, reject);
  });
}

/** Out of time in the queue is another thing than out of time at Lever. */
function leaving(reason: unknown, urgency: Urgency, { call, expectedWaitMs }: Passenger): Error {
  if (reason instanceof Stopped && reason.why === "deadline" && urgency.isQueued) {
    return failure(call, "RATE_LIMITED", { acted: "no", retryAfterMs: expectedWaitMs() });
  }
  return stoppedFailure(call, reason, "no");
}
