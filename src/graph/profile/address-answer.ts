import type { Holder } from "./address-holders.js";

/** Who has an address. */
export interface AddressAnswer {
  readonly holders: readonly Holder[];
  /** When the first of what tells it was read, milliseconds since the Unix epoch. */
  readonly fetchedAt: number;
  /** Whether applications came with the rows. */
  readonly applications: boolean;
}

/** Answers by address; an Error where Lever could not be asked. */
export type AddressAnswers = Map<string, AddressAnswer | Error>;
