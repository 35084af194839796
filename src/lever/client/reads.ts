import type { Fetched } from "../client.js";
import type { LeverEndpoint } from "../endpoint.js";
import type { CostReport } from "../scope.js";
import type { Urgency } from "../urgency.js";

/** One way to an answer; several callers may be waiting for it. */
export interface Flight {
  readonly urgency: Urgency;
  /** Aborted when the last of them has left. */
  readonly signal: AbortSignal;
  /** Of the caller that set it off. */
  readonly report: CostReport;
}

/** What a flight brings. */
export interface Loaded<Value> extends Fetched<Value> {
  /** The size of the JSON it was made of. */
  readonly bytes: number;
}

/** Something to read: equal keys are equal questions within one connection. */
export interface Question {
  readonly endpoint: LeverEndpoint<unknown>;
  readonly key: string;
}

/** Reads for one operation on one connection, through whatever is shared with others. */
export interface Reads {
  read<Value>(question: Question, load: (flight: Flight) => Promise<Loaded<Value>>): Promise<Fetched<Value>>;
  /** Whether {@link read} would be served without asking Lever. */
  has(question: Question): Promise<boolean>;
}
