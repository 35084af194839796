import type { SandboxData } from "../data.js";

/** One customer's Lever: its data and its clock. */
export interface Account {
  readonly data: SandboxData;
  /** Epoch milliseconds. */
  now(): number;
  /** A new id, unlike all others. */
  newId(): string;
}
