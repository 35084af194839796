import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { plannedRequest } from "../../writes/planned-request.js";
import { performerFor } from "../ats-user/performer.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { audited, auditOnly } from "../opportunity-write/audited.js";
import { opportunityAfterWrite } from "../opportunity-write/opportunity-after-write.js";
import {
  type OpportunityWritePayload,
  opportunityWritePayload,
} from "../opportunity-write/opportunity-write-payload.js";
import { checkIdempotencyKey, progressOf, writeOnce } from "../opportunity-write/write-once.js";
import { RequiresRole } from "../requires-role.js";
import { referenceErrors } from "./check-references.loader.js";
import { checkedFields } from "./checked-fields.js";
import { CreateAtsOpportunityInput } from "./create-opportunity-input.js";
import { createdRow, keepCreatedRow } from "./created-row.loader.js";
import { createOnce, planCreate } from "./create-opportunity.loader.js";
import type { CreatedOpportunity, NewOpportunity } from "./new-opportunity.js";

const MUTATION = "createAtsOpportunity";

const CreateAtsOpportunityPayload = opportunityWritePayload("CreateAtsOpportunityPayload");

@Resolver()
export class CreateAtsOpportunity {
  @RequiresRole("recruiter")
  @Mutation(() => CreateAtsOpportunityPayload, {
    nullable: true,
    description:
      "Makes a candidacy, of somebody new or known, once for each idempotency key. Needs the role recruiter.",
  })
  async createAtsOpportunity(
    @Arg("input", () => CreateAtsOpportunityInput, { description: "The candidacy." }) input: CreateAtsOpportunityInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const fields = checkedFields(input, context.clock.epochMs());
    checkIdempotencyKey(input.idempotencyKey);
    try {
      const scope = await context.connections.open(input.connectionId);
      if (!scope) return refused(input, userError("NOT_FOUND", { path: ["input", "connectionId"] }));
      return await create({ context, info, input, scope, fields });
    } catch (failure) {
      return refused(input, userErrorFrom(failure));
    }
  }
}

interface Creating {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly input: CreateAtsOpportunityInput;
  readonly scope: ConnectionScope;
  readonly fields: NewOpportunity;
}

async function create(creating: Creating): Promise<OpportunityWritePayload> {
  const { context, input, scope, fields } = creating;
  // What was right when it was begun may be gone by now: the first result stands.
  const isReplay = !input.dryRun && (await progressOf(context, MUTATION, input.idempotencyKey)) !== "none";
  const errors = isReplay ? [] : await referenceErrors(context, scope, input);
  if (errors.length > 0) return notWritten(creating, null, ...errors);
  const performer = await performerFor(scope, context.caller.email);
  if (!performer) return notWritten(creating, null, userError("PERFORM_AS_UNKNOWN"));
  if (!input.dryRun) return send(creating, performer.externalId);
  const writes = await planCreate(context, scope, performer.externalId, fields);
  return { opportunity: null, plannedRequests: writes.map(plannedRequest), userErrors: [] };
}

async function send(creating: Creating, performerId: string): Promise<OpportunityWritePayload> {
  const { context, input, scope, fields } = creating;
  const { connectionId, idempotencyKey } = input;
  let created = null as CreatedOpportunity | null;
  let answer: unknown = null;
  const newOpportunityId = (): string | null => created?.opportunityId ?? null;
  const onCreated = (made: CreatedOpportunity, answered: unknown): void => {
    created = made;
    answer = answered;
  };
  try {
    const outcome = await writeOnce(context, {
      mutation: MUTATION,
      connectionId,
      idempotencyKey,
      input: { connectionId, ...fields },
      perform: (steps) =>
        audited(
          context,
          auditOf(creating, performerId),
          () => createOnce(context, scope, steps, performerId, fields, onCreated),
          { newOpportunityId },
        ),
    });
    if ("userErrors" in outcome) return await notWritten(creating, performerId, ...outcome.userErrors);
    const row = createdRow(scope, fields, answer);
    if (row) await keepCreatedRow(scope, fields, row);
    return await afterwards(creating, outcome.result, row);
  } catch (failure) {
    // The candidacy stands where only the telephone numbers are missing.
    return { ...(await afterwards(creating, created, null)), userErrors: [userErrorFrom(failure)] };
  }
}

async function afterwards(
  { context, info, input }: Creating,
  created: CreatedOpportunity | null,
  answered: Opportunity | null,
): Promise<OpportunityWritePayload> {
  const row = created && { connectionId: input.connectionId, externalId: created.opportunityId };
  const opportunity = row && (await opportunityAfterWrite(context, info, row, answered));
  return { opportunity, plannedRequests: null, userErrors: [] };
}

/** Lever's id of a new opportunity is not known yet. */
function auditOf({ input }: Creating, performedAsId: string | null) {
  return { connectionId: input.connectionId, action: MUTATION, opportunityId: null, performedAsId };
}

async function notWritten(
  creating: Creating,
  performedAsId: string | null,
  ...userErrors: readonly AtsUserError[]
): Promise<OpportunityWritePayload> {
  const { context, input } = creating;
  if (!input.dryRun) await auditOnly(context, auditOf(creating, performedAsId), "REFUSED");
  return refused(input, ...userErrors);
}

function refused(
  { dryRun }: Pick<CreateAtsOpportunityInput, "dryRun">,
  ...userErrors: readonly AtsUserError[]
): OpportunityWritePayload {
  return { opportunity: null, plannedRequests: dryRun ? [] : null, userErrors };
}
