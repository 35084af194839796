import type { Expandable, LeverId } from "../lever/wire.js";

/** As much of an opportunity as a sync asks for. Lever docs, "Opportunities > Opportunity attributes". */
export interface SyncedOpportunityWire {
  readonly id: LeverId;
  readonly contact: Expandable<{ readonly id: LeverId; readonly isAnonymized?: boolean }>;
  readonly emails?: readonly string[];
  readonly links?: readonly string[];
  readonly isAnonymized?: boolean;
}

/** What is left of a deleted one. Lever docs, "Opportunities > List deleted opportunities". */
export interface GoneOpportunityWire {
  readonly id: LeverId;
}
