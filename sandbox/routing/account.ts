import type { SandboxData } from "../data.js";

/** One customer's Lever: its data and its clock. */
export interface Account {
  readonly data: SandboxData;
  /** Which form the answers have whose examples in the documentation differ from what Lever sends. */
  readonly envelopes: "live" | "documented";
  /** Epoch milliseconds. */
  now(): number;
  /** A new id, unlike all others. */
  newId(): string;
}
