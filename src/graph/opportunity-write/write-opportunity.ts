import type { GraphQLResolveInfo } from "graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import type { LeverEndpoint } from "../../lever/endpoint.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { jsonBody, type LeverWrite } from "../../writes/lever-write.js";
import { plannedRequest } from "../../writes/planned-request.js";
import { performSetWrite } from "../../writes/set-write.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { externalReference } from "../entity-reference.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { auditOnly, audited } from "./audited.js";
import { opportunityAfterWrite } from "./opportunity-after-write.js";
import type { OpportunityWritePayload } from "./opportunity-write-payload.js";

/** A write to one opportunity, as a caller asks for it. */
export interface OpportunityWriteInput {
  readonly opportunityId: string;
  /** Do it only if it is still in that stage. */
  readonly expectedStageId?: string | null | undefined;
  readonly dryRun: boolean;
}

/** What is decided from the row as it is in Lever now. */
export type Decision =
  | { readonly kind: "refused"; readonly userErrors: readonly AtsUserError[] }
  /** It is as asked already. */
  | { readonly kind: "nothing" }
  | {
      readonly kind: "write";
      readonly endpoint: LeverEndpoint<unknown>;
      readonly body: unknown;
      /** Whether a row is as it was to be. */
      readonly isDone: (row: Opportunity) => boolean;
    };

/** What a mutation is made of. */
export interface OpportunityMutation {
  /** The mutation's name, for the audit log. */
  readonly action: string;
  readonly input: OpportunityWriteInput;
  /** What is asked of the payload; null where nobody reads it. */
  readonly info: GraphQLResolveInfo | null;
  /** Opens what `row` is read through, past every cache; a scope that several writes share reads their rows at once. */
  readonly openFresh?: (connectionId: string) => Promise<ConnectionScope | null>;
  /** `row` is what Lever has now; `scope` serves reference lists from the cache. */
  readonly decide: (row: Opportunity, scope: ConnectionScope) => Decision | Promise<Decision>;
}

/** Refuses with one user error. */
export function refusal(...userErrors: readonly AtsUserError[]): Decision {
  return { kind: "refused", userErrors };
}

/** It is as asked already: nothing is sent. */
export const NOTHING: Decision = { kind: "nothing" };

/**
 * Writes to one opportunity: reads it as it is in Lever now, decides, records, sends at most what is needed, and answers
 * with the row read afresh. Lever's own answers to writes come with blank fields. Lever docs, "Opportunities".
 */
export async function writeOpportunity(
  context: GraphContext,
  mutation: OpportunityMutation,
): Promise<OpportunityWritePayload> {
  const reference = externalReference(mutation.input.opportunityId, "input.opportunityId");
  if (mutation.input.expectedStageId != null)
    externalReference(mutation.input.expectedStageId, "input.expectedStageId");
  try {
    const scope = await context.connections.open(reference.connectionId);
    const openFresh = mutation.openFresh ?? ((id) => context.connections.openFresh(id));
    const fresh = await openFresh(reference.connectionId);
    const row = await fresh?.load(opportunityById, { externalId: reference.externalId, expand: [] });
    if (!scope || !fresh || !row)
      return refused(mutation, userError("NOT_FOUND", { path: ["input", "opportunityId"] }));
    return await decideAndWrite({ context, mutation, scope, fresh, row });
  } catch (failure) {
    return refused(mutation, userErrorFrom(failure));
  }
}

interface Writing {
  readonly context: GraphContext;
  readonly mutation: OpportunityMutation;
  readonly scope: ConnectionScope;
  /** Reads past every cache. */
  readonly fresh: ConnectionScope;
  readonly row: Opportunity;
}

async function decideAndWrite(writing: Writing): Promise<OpportunityWritePayload> {
  const { mutation, scope, row } = writing;
  const { dryRun } = mutation.input;
  const decision = hasMoved(mutation.input, row) ? stageChanged() : await mutation.decide(row, scope);
  if (decision.kind === "refused") return notWritten(writing, "REFUSED", decision.userErrors);
  if (decision.kind === "nothing") return notWritten(writing, "NOTHING_TO_DO", []);
  const performer = await performerFor(scope, writing.context.caller.email);
  if (!performer) return notWritten(writing, "REFUSED", [userError("PERFORM_AS_UNKNOWN")]);
  const write: LeverWrite = {
    endpoint: decision.endpoint,
    parameters: { opportunity: row.externalId },
    query: { perform_as: performer.externalId },
    body: jsonBody(decision.body),
  };
  if (dryRun) return { opportunity: row, plannedRequests: [plannedRequest(write)], userErrors: [] };
  return send(writing, write, performer.externalId, decision.isDone);
}

async function send(
  writing: Writing,
  write: LeverWrite,
  performedAsId: string,
  isDone: (row: Opportunity) => boolean,
): Promise<OpportunityWritePayload> {
  const { context, fresh, row } = writing;
  const readBack = async (): Promise<boolean> => {
    const present = await fresh.load.fresh(opportunityById, { externalId: row.externalId, expand: [] });
    return present !== null && isDone(present);
  };
  const audit = { ...auditOf(writing), performedAsId };
  try {
    await audited(context, audit, () => performSetWrite(fresh.lever, { write, isDone: readBack }));
  } catch (failure) {
    return { ...(await afterwards(writing)), userErrors: [userErrorFrom(failure)] };
  }
  return afterwards(writing);
}

async function afterwards({ context, mutation, row }: Writing): Promise<OpportunityWritePayload> {
  const opportunity = await opportunityAfterWrite(context, mutation.info, row);
  return { opportunity, plannedRequests: null, userErrors: [] };
}

async function notWritten(
  writing: Writing,
  outcome: "NOTHING_TO_DO" | "REFUSED",
  userErrors: readonly AtsUserError[],
): Promise<OpportunityWritePayload> {
  const { context, mutation, row } = writing;
  if (mutation.input.dryRun) return { opportunity: row, plannedRequests: [], userErrors };
  await auditOnly(context, { ...auditOf(writing), performedAsId: null }, outcome);
  return { opportunity: row, plannedRequests: null, userErrors };
}

function auditOf({ mutation, row }: Writing) {
  return { connectionId: row.connectionId, action: mutation.action, opportunityId: row.externalId };
}

function hasMoved({ expectedStageId }: OpportunityWriteInput, { stageId }: Opportunity): boolean {
  return expectedStageId != null && expectedStageId !== stageId;
}

function stageChanged(): Decision {
  return refusal(userError("STAGE_CHANGED", { path: ["input", "expectedStageId"] }));
}

function refused({ input }: OpportunityMutation, ...userErrors: readonly AtsUserError[]): OpportunityWritePayload {
  return { opportunity: null, plannedRequests: input.dryRun ? [] : null, userErrors };
}
