import type { GraphContext } from "../context/graph-context.js";

/** What came of one item. */
export interface BulkItemOutcome {
  readonly failed: boolean;
  /** JSON; kept sealed. */
  readonly outcome: unknown;
  /** It could not be done now for want of budget, or its fate is open: it is tried again. */
  readonly isOpen?: boolean;
}

/**
 * Does some items of one operation: one outcome for each, in their order; an Error where an item met with what nobody
 * foresaw, and is tried again. `context` is of the caller who asked for the
 * operation. An item may be handed over again after a crash: what it did then must not be done twice.
 */
export type BulkRunner = (
  context: GraphContext,
  inputs: readonly unknown[],
) => Promise<readonly (BulkItemOutcome | Error)[]>;

/** Runners by the mutation's name. */
export type BulkRunners = Readonly<Record<string, BulkRunner>>;
