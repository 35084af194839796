import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { userError } from "../../user-errors/user-error.js";
import { externalReference, type ExternalReference } from "../entity-reference.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { RequiresRole } from "../requires-role.js";
import { alreadyArchived, archivedAs, checkReason } from "./archive-reason-check.loader.js";
import { setArchived } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { type Decision, NOTHING, refusal, writeOpportunity } from "./write-opportunity.js";

const HireOpportunityPayload = opportunityWritePayload("HireOpportunityPayload");

@InputType({ description: "Which opportunity is to be marked as hired, and for what." })
export class HireOpportunityInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => ID, { description: "An archive reason of type HIRED." })
  reasonId!: string;

  @Field(() => ID, { nullable: true, description: "The requisition that the hire fills." })
  requisitionId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class HireOpportunity {
  @RequiresRole("recruiter")
  @Mutation(() => HireOpportunityPayload, {
    nullable: true,
    description:
      "Marks a candidacy as hired with a reason of type HIRED, against a requisition if one is given. Needs the role recruiter.",
  })
  hireOpportunity(
    @Arg("input", () => HireOpportunityInput, { description: "What is to be marked as hired." })
    input: HireOpportunityInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const reason = externalReference(input.reasonId, "input.reasonId");
    const requisition =
      input.requisitionId == null ? null : externalReference(input.requisitionId, "input.requisitionId");
    return writeOpportunity(context, {
      action: "hireOpportunity",
      input,
      info,
      decide: (row, scope) => decide(row, scope, reason, requisition),
    });
  }
}

async function decide(
  row: Opportunity,
  scope: ConnectionScope,
  reference: ExternalReference,
  requisition: ExternalReference | null,
): Promise<Decision> {
  const reason = await checkReason(row, scope, reference, "HIRED");
  if ("kind" in reason) return reason;
  const state = archivedAs(row, reason);
  if (state !== "active") return state === "same" ? NOTHING : alreadyArchived();
  if (requisition && requisition.connectionId !== row.connectionId) {
    return refusal(userError("NOT_FOUND", { path: ["input", "requisitionId"] }));
  }
  return {
    kind: "write",
    endpoint: setArchived,
    body: { reason: reason.externalId, ...(requisition ? { requisitionId: requisition.externalId } : {}) },
    isDone: (now) => now.archive?.reasonExternalId === reason.externalId,
  };
}
