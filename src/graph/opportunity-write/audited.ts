import { randomUUID } from "node:crypto";
import type { GraphContext } from "../../context/graph-context.js";
import { LeverError } from "../../lever/errors.js";
import { WriteOutcomeUnknown } from "../../lever/write-outcome-unknown.js";
import { type AuditOutcome, StoreUnavailable } from "../../store/store.js";

/** A write as the audit log names it: no personal text. */
export interface AuditedWrite {
  readonly connectionId: string;
  /** The mutation's name. */
  readonly action: string;
  /** Lever's id; null where it is about no opportunity, or one that is yet to be made or found. */
  readonly opportunityId: string | null;
  /** Lever's id of the user on whose behalf it is done; null where it came to nothing before that was asked. */
  readonly performedAsId: string | null;
}

/** What the row is to say at the end, where that is not what it says for every write. */
export interface AuditOutcomes<Result> {
  /** Lever's id of the opportunity that was made or found meanwhile; null: none (yet). Asked after a failure too. */
  readonly newOpportunityId?: () => string | null;
  readonly ofResult?: (result: Result) => AuditOutcome;
  readonly ofFailure?: (failure: unknown) => AuditOutcome;
}

/**
 * Does a write with its row in the audit log: the row is there before anything is sent, and says UNKNOWN until the
 * outcome is known.
 * @throws StoreUnavailable, and nothing was sent; what `write` throws
 */
export async function audited<Result>(
  context: GraphContext,
  write: AuditedWrite,
  perform: () => Promise<Result>,
  { ofResult = () => "DONE", ofFailure = auditOutcomeOf, newOpportunityId = () => null }: AuditOutcomes<Result> = {},
): Promise<Result> {
  const id = await begin(context, write, "UNKNOWN");
  const end = (outcome: AuditOutcome): Promise<void> =>
    unlessAway(context.services.store.audit.end(write.connectionId, id, outcome, newOpportunityId()));
  let result: Result;
  try {
    result = await perform();
  } catch (error) {
    await end(ofFailure(error));
    throw error;
  }
  await end(ofResult(result));
  return result;
}

/** The row then says UNKNOWN for good. What became of the write is for its caller to know, and is not lost to that. */
async function unlessAway(ending: Promise<void>): Promise<void> {
  try {
    await ending;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** A row for what was decided without sending anything. */
export async function auditOnly(
  context: GraphContext,
  write: AuditedWrite,
  outcome: "NOTHING_TO_DO" | "REFUSED",
): Promise<void> {
  await begin(context, write, outcome);
}

async function begin({ services, caller, clock }: GraphContext, write: AuditedWrite, outcome: AuditOutcome) {
  const id = randomUUID();
  await services.store.audit.begin({ id, ...write, at: clock.epochMs(), userId: caller.userId, outcome });
  return id;
}

/** What a failed write came to. */
export function auditOutcomeOf(error: unknown): AuditOutcome {
  if (error instanceof WriteOutcomeUnknown) return "UNKNOWN";
  const isRefusal = error instanceof LeverError && REFUSALS.has(error.code);
  return isRefusal ? "REFUSED" : "FAILED";
}

const REFUSALS: ReadonlySet<string> = new Set(["REJECTED", "FORBIDDEN", "NOT_FOUND", "UNAUTHORIZED"]);
