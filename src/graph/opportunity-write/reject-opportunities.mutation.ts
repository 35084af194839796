import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { bulkPayload } from "../bulk-operation/bulk-payload.js";
import { type BulkPayload, startBulk } from "../bulk-operation/start-bulk.js";
import { RequiresRole } from "../requires-role.js";
import { rejecting, RejectOpportunityInput } from "./reject-opportunity.mutation.js";
import { itemsOf, opportunityRunner } from "./bulk-opportunity-writes.js";

const RejectOpportunitiesPayload = bulkPayload("RejectOpportunitiesPayload");

@InputType({ description: "At most 100 items; dryRun inside an item is not allowed." })
export class RejectOpportunitiesInput {
  @Field(() => [RejectOpportunityInput], { description: "What to do, one by one; each fails alone." })
  items!: RejectOpportunityInput[];

  @Field(() => String, {
    description: "Names the caller's intent: the same key with the same items gives the same operation.",
  })
  idempotencyKey!: string;
}

@Resolver()
export class RejectOpportunities {
  @RequiresRole("recruiter")
  @Mutation(() => RejectOpportunitiesPayload, {
    nullable: true,
    description:
      "Archives many candidacies with reasons that are no hires, after it has answered: poll the operation. Needs the role recruiter.",
  })
  rejectOpportunities(
    @Arg("input", () => RejectOpportunitiesInput, { description: "What to do." }) input: RejectOpportunitiesInput,
    @Ctx() context: GraphContext,
  ): Promise<BulkPayload> {
    const items = itemsOf(input.items, rejecting);
    return startBulk(context, "rejectOpportunities", input.idempotencyKey, items);
  }
}

/** Does items of the operation; their inputs were checked and stored by it. */
export const rejectRunner = opportunityRunner((input) => rejecting(input as RejectOpportunityInput));
