import type { GraphContext } from "../../context/graph-context.js";
import type { LeverClient } from "../../lever/client.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import type { AtsUserError } from "../../user-errors/user-error.js";
import type { LeverWrite } from "../../writes/lever-write.js";
import { plannedRequest } from "../../writes/planned-request.js";
import { performSetWrite } from "../../writes/set-write.js";
import { type AuditedWrite, auditOnly, audited } from "./audited.js";
import type { AtsPlannedRequest } from "./planned-request.js";

/** A write that sets a whole object, decided on. */
export interface DecidedSetWrite {
  readonly lever: LeverClient;
  readonly write: LeverWrite;
  readonly audit: AuditedWrite;
  /** It is so in Lever already: nothing is sent. */
  readonly isAsAsked: boolean;
  /** Reads from Lever, past every cache, whether it is as it was to be. */
  readonly isDone: () => Promise<boolean>;
  readonly dryRun: boolean;
}

/** What became of it, as a payload tells it. */
export interface SetOutcome {
  readonly plannedRequests: readonly AtsPlannedRequest[] | null;
  readonly userErrors: readonly AtsUserError[];
  /** Whether Lever may hold something else now than before. */
  readonly isSent: boolean;
}

/**
 * Sets it, with its row in the audit log; or says what would be sent; or does nothing where it is so already.
 * @throws StoreUnavailable, and nothing was sent, where it is so already
 */
export async function setOrPlan(context: GraphContext, decided: DecidedSetWrite): Promise<SetOutcome> {
  const { lever, write, audit, isAsAsked, isDone, dryRun } = decided;
  if (dryRun) {
    return { plannedRequests: isAsAsked ? [] : [plannedRequest(write)], userErrors: [], isSent: false };
  }
  if (isAsAsked) {
    await auditOnly(context, audit, "NOTHING_TO_DO");
    return { plannedRequests: null, userErrors: [], isSent: false };
  }
  try {
    await audited(context, audit, () => performSetWrite(lever, { write, isDone }));
    return { plannedRequests: null, userErrors: [], isSent: true };
  } catch (failure) {
    return { plannedRequests: null, userErrors: [userErrorFrom(failure)], isSent: true };
  }
}
