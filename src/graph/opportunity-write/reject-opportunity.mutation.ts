import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { userError } from "../../user-errors/user-error.js";
import { externalReference, type ExternalReference } from "../entity-reference.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { RequiresRole } from "../requires-role.js";
import { stageMappingInForce } from "../stage-mapping/stage-mapping.loader.js";
import { alreadyArchived, archivedAs, checkReason } from "./archive-reason-check.loader.js";
import { setArchived } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { type Decision, NOTHING, type OpportunityMutation, refusal, writeOpportunity } from "./write-opportunity.js";

const RejectOpportunityPayload = opportunityWritePayload("RejectOpportunityPayload");

@InputType({ description: "Which opportunity is to be rejected, and why." })
export class RejectOpportunityInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => ID, { description: "One of the connection's rejectReasons." })
  reasonId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "Do it only if it is still in that stage, else the user error STAGE_CHANGED.",
  })
  expectedStageId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Remove interviews that are still to come." })
  cleanInterviews!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class RejectOpportunity {
  @RequiresRole("recruiter")
  @Mutation(() => RejectOpportunityPayload, {
    nullable: true,
    description: "Archives a candidacy with a reason that is no hire. Needs the role recruiter.",
  })
  rejectOpportunity(
    @Arg("input", () => RejectOpportunityInput, { description: "What is to be rejected." })
    input: RejectOpportunityInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    return writeOpportunity(context, { ...rejecting(input), info });
  }
}

/**
 * The rejection of an input. `at`: where the input stands, for messages.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function rejecting(input: RejectOpportunityInput, at = "input"): Omit<OpportunityMutation, "info"> {
  const reason = externalReference(input.reasonId, `${at}.reasonId`);
  const decideRow = (row: Opportunity, scope: ConnectionScope): Promise<Decision> =>
    decide(row, scope, reason, input.cleanInterviews);
  return { action: "rejectOpportunity", input, decide: decideRow };
}

async function decide(
  row: Opportunity,
  scope: ConnectionScope,
  reference: ExternalReference,
  cleanInterviews: boolean,
): Promise<Decision> {
  const reason = await checkReason(row, scope, reference, "NON_HIRED");
  if ("kind" in reason) return reason;
  const state = archivedAs(row, reason);
  if (state !== "active") return state === "same" ? NOTHING : alreadyArchived();
  const { document } = await scope.load(stageMappingInForce, "now");
  if (document.rejectExcludedReasonIds.includes(reason.externalId)) {
    return refusal(userError("REASON_EXCLUDED", { path: ["input", "reasonId"] }));
  }
  return {
    kind: "write",
    endpoint: setArchived,
    body: { reason: reason.externalId, cleanInterviews },
    isDone: (now) => now.archive?.reasonExternalId === reason.externalId,
  };
}
