import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { addTags } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { adding, textsOfInput } from "./text-set.js";
import { writeOpportunity } from "./write-opportunity.js";

const AddOpportunityTagsPayload = opportunityWritePayload("AddOpportunityTagsPayload");

@InputType({ description: "What to add, and to what." })
export class AddOpportunityTagsInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => [String], { description: "Exactly as Lever is to have them." })
  tags!: string[];

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class AddOpportunityTags {
  @RequiresRole("recruiter")
  @Mutation(() => AddOpportunityTagsPayload, {
    nullable: true,
    description: "Adds tags to a candidacy; those that are there stay as they are. Needs the role recruiter.",
  })
  addOpportunityTags(
    @Arg("input", () => AddOpportunityTagsInput, { description: "What to add." }) input: AddOpportunityTagsInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const texts = textsOfInput(input.tags, "tags");
    const set = { field: "tags", endpoint: addTags } as const;
    return writeOpportunity(context, {
      action: "addOpportunityTags",
      input,
      info,
      decide: (row) => adding(row, set, texts),
    });
  }
}
