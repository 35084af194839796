import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { removeSources } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { removing, textsOfInput } from "./text-set.js";
import { writeOpportunity } from "./write-opportunity.js";

const RemoveOpportunitySourcesPayload = opportunityWritePayload("RemoveOpportunitySourcesPayload");

@InputType({ description: "What to remove, and from what." })
export class RemoveOpportunitySourcesInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => [String], { description: "Exactly as Lever has them." })
  sources!: string[];

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class RemoveOpportunitySources {
  @RequiresRole("recruiter")
  @Mutation(() => RemoveOpportunitySourcesPayload, {
    nullable: true,
    description: "Removes sources from a candidacy. Needs the role recruiter.",
  })
  removeOpportunitySources(
    @Arg("input", () => RemoveOpportunitySourcesInput, { description: "What to remove." })
    input: RemoveOpportunitySourcesInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const texts = textsOfInput(input.sources, "sources");
    const set = { field: "sources", endpoint: removeSources } as const;
    return writeOpportunity(context, {
      action: "removeOpportunitySources",
      input,
      info,
      decide: (row) => removing(row, set, texts),
    });
  }
}
