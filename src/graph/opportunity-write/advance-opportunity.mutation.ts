import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { userError } from "../../user-errors/user-error.js";
import { externalReference, type ExternalReference } from "../entity-reference.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { RequiresRole } from "../requires-role.js";
import { stageById } from "../stage/stage.loader.js";
import { stageMappingInForce } from "../stage-mapping/stage-mapping.loader.js";
import { setStage } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { type Decision, NOTHING, type OpportunityMutation, refusal, writeOpportunity } from "./write-opportunity.js";

const AdvanceOpportunityPayload = opportunityWritePayload("AdvanceOpportunityPayload");

@InputType({ description: "Which opportunity is to go to which stage." })
export class AdvanceOpportunityInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => ID, { description: "Any stage that the stage mapping does not exclude, earlier ones too." })
  toStageId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "Do it only if it is still in that stage, else the user error STAGE_CHANGED.",
  })
  expectedStageId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class AdvanceOpportunity {
  @RequiresRole("recruiter")
  @Mutation(() => AdvanceOpportunityPayload, {
    nullable: true,
    description: "Moves a candidacy to another stage. Needs the role recruiter.",
  })
  advanceOpportunity(
    @Arg("input", () => AdvanceOpportunityInput, { description: "What is to go where." })
    input: AdvanceOpportunityInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    return writeOpportunity(context, { ...advancing(input), info });
  }
}

/**
 * The move of an input. `at`: where the input stands, for messages.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function advancing(input: AdvanceOpportunityInput, at = "input"): Omit<OpportunityMutation, "info"> {
  const target = externalReference(input.toStageId, `${at}.toStageId`);
  return { action: "advanceOpportunity", input, decide: (row, scope) => decide(row, scope, target) };
}

async function decide(row: Opportunity, scope: ConnectionScope, target: ExternalReference): Promise<Decision> {
  const path = ["input", "toStageId"];
  const isOwn = target.connectionId === row.connectionId;
  const stage = isOwn ? await scope.load(stageById, target.externalId) : null;
  if (!stage) return refusal(userError("STAGE_UNKNOWN", { path }));
  if (row.archive) return refusal(userError("ALREADY_ARCHIVED", { path: ["input", "opportunityId"] }));
  if (row.stageExternalId === target.externalId) return NOTHING;
  const { document } = await scope.load(stageMappingInForce, "now");
  if (document.advanceExcludedStageIds.includes(target.externalId)) {
    return refusal(userError("STAGE_EXCLUDED", { path, message: "The stage mapping excludes that stage." }));
  }
  return {
    kind: "write",
    endpoint: setStage,
    body: { stage: target.externalId },
    isDone: ({ stageExternalId }) => stageExternalId === target.externalId,
  };
}
