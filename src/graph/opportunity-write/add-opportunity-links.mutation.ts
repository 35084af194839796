import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { addLinks } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { adding, textsOfInput } from "./text-set.js";
import { writeOpportunity } from "./write-opportunity.js";

const AddOpportunityLinksPayload = opportunityWritePayload("AddOpportunityLinksPayload");

@InputType({ description: "What to add, and to what." })
export class AddOpportunityLinksInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => [String], { description: "Addresses, exactly as Lever is to have them." })
  links!: string[];

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class AddOpportunityLinks {
  @RequiresRole("recruiter")
  @Mutation(() => AddOpportunityLinksPayload, {
    nullable: true,
    description:
      "Adds links to the person, exactly as given: they show on all of the person's candidacies. Needs the role recruiter.",
  })
  addOpportunityLinks(
    @Arg("input", () => AddOpportunityLinksInput, { description: "What to add." }) input: AddOpportunityLinksInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const texts = textsOfInput(input.links, "links");
    const set = { field: "links", endpoint: addLinks } as const;
    return writeOpportunity(context, {
      action: "addOpportunityLinks",
      input,
      info,
      decide: (row) => adding(row, set, texts),
    });
  }
}
