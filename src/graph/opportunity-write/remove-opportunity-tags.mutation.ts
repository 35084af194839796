import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { removeTags } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { removing, textsOfInput } from "./text-set.js";
import { writeOpportunity } from "./write-opportunity.js";

const RemoveOpportunityTagsPayload = opportunityWritePayload("RemoveOpportunityTagsPayload");

@InputType({ description: "What to remove, and from what." })
export class RemoveOpportunityTagsInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => [String], { description: "Exactly as Lever has them." })
  tags!: string[];

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class RemoveOpportunityTags {
  @RequiresRole("recruiter")
  @Mutation(() => RemoveOpportunityTagsPayload, {
    nullable: true,
    description: "Removes tags from a candidacy. Needs the role recruiter.",
  })
  removeOpportunityTags(
    @Arg("input", () => RemoveOpportunityTagsInput, { description: "What to remove." })
    input: RemoveOpportunityTagsInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const texts = textsOfInput(input.tags, "tags");
    const set = { field: "tags", endpoint: removeTags } as const;
    return writeOpportunity(context, {
      action: "removeOpportunityTags",
      input,
      info,
      decide: (row) => removing(row, set, texts),
    });
  }
}
