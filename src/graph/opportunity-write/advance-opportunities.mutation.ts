import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { bulkPayload } from "../bulk-operation/bulk-payload.js";
import { type BulkPayload, startBulk } from "../bulk-operation/start-bulk.js";
import { RequiresRole } from "../requires-role.js";
import { advancing, AdvanceOpportunityInput } from "./advance-opportunity.mutation.js";
import { itemsOf, opportunityRunner } from "./bulk-opportunity-writes.js";

const AdvanceOpportunitiesPayload = bulkPayload("AdvanceOpportunitiesPayload");

@InputType({ description: "At most 100 items; dryRun inside an item is not allowed." })
export class AdvanceOpportunitiesInput {
  @Field(() => [AdvanceOpportunityInput], { description: "What to do, one by one; each fails alone." })
  items!: AdvanceOpportunityInput[];

  @Field(() => String, {
    description: "Names the caller's intent: the same key with the same items gives the same operation.",
  })
  idempotencyKey!: string;
}

@Resolver()
export class AdvanceOpportunities {
  @RequiresRole("recruiter")
  @Mutation(() => AdvanceOpportunitiesPayload, {
    nullable: true,
    description:
      "Moves many candidacies to other stages, after it has answered: poll the operation. Needs the role recruiter.",
  })
  advanceOpportunities(
    @Arg("input", () => AdvanceOpportunitiesInput, { description: "What to do." }) input: AdvanceOpportunitiesInput,
    @Ctx() context: GraphContext,
  ): Promise<BulkPayload> {
    const items = itemsOf(input.items, advancing);
    return startBulk(context, "advanceOpportunities", input.idempotencyKey, items);
  }
}

/** Does items of the operation; their inputs were checked and stored by it. */
export const advanceRunner = opportunityRunner((input) => advancing(input as AdvanceOpportunityInput));
