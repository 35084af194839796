import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { removeLinks } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { removing, textsOfInput } from "./text-set.js";
import { writeOpportunity } from "./write-opportunity.js";

const RemoveOpportunityLinksPayload = opportunityWritePayload("RemoveOpportunityLinksPayload");

@InputType({ description: "What to remove, and from what." })
export class RemoveOpportunityLinksInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => [String], { description: "Addresses, exactly as Lever has them." })
  links!: string[];

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class RemoveOpportunityLinks {
  @RequiresRole("recruiter")
  @Mutation(() => RemoveOpportunityLinksPayload, {
    nullable: true,
    description:
      "Removes links from the person, exactly as Lever has them: from all of the person's candidacies. Needs the role recruiter.",
  })
  removeOpportunityLinks(
    @Arg("input", () => RemoveOpportunityLinksInput, { description: "What to remove." })
    input: RemoveOpportunityLinksInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    const texts = textsOfInput(input.links, "links");
    const set = { field: "links", endpoint: removeLinks } as const;
    return writeOpportunity(context, {
      action: "removeOpportunityLinks",
      input,
      info,
      decide: (row) => removing(row, set, texts),
    });
  }
}
