import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { addSources } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { adding, textsOfInput } from "./text-set.js";
import { writeOpportunity } from "./write-opportunity.js";

const AddOpportunitySourcesPayload = opportunityWritePayload("AddOpportunitySourcesPayload");

@InputType({ description: "What to add, and to what." })
export class AddOpportunitySourcesInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => [String], { description: "Exactly as Lever is to have them." })
  sources!: string[];

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class AddOpportunitySources {
  @RequiresRole("recruiter")
  @Mutation(() => AddOpportunitySourcesPayload, {
    nullable: true,
    description: "Adds sources to a candidacy; those that are there stay as they are. Needs the role recruiter.",
  })
  addOpportunitySources(
    @Arg("input", () => AddOpportunitySourcesInput, { description: "What to add." }) input: AddOpportunitySourcesInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const texts = textsOfInput(input.sources, "sources");
    const set = { field: "sources", endpoint: addSources } as const;
    return writeOpportunity(context, {
      action: "addOpportunitySources",
      input,
      info,
      decide: (row) => adding(row, set, texts),
    });
  }
}
