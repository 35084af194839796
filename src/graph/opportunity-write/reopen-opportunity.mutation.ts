import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, ID, Info, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { setArchived } from "./opportunity-write.lever.js";
import { type OpportunityWritePayload, opportunityWritePayload } from "./opportunity-write-payload.js";
import { NOTHING, writeOpportunity } from "./write-opportunity.js";

const ReopenOpportunityPayload = opportunityWritePayload("ReopenOpportunityPayload");

@InputType({ description: "Which opportunity is to be active again." })
export class ReopenOpportunityInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@Resolver()
export class ReopenOpportunity {
  @RequiresRole("recruiter")
  @Mutation(() => ReopenOpportunityPayload, {
    nullable: true,
    description: "Takes a candidacy out of the archive, in the stage it was in. Needs the role recruiter.",
  })
  reopenOpportunity(
    @Arg("input", () => ReopenOpportunityInput, { description: "What is to be active again." })
    input: ReopenOpportunityInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OpportunityWritePayload> {
    return writeOpportunity(context, {
      action: "reopenOpportunity",
      input,
      info,
      decide: (row) =>
        row.archive
          ? { kind: "write", endpoint: setArchived, body: { reason: null }, isDone: (now) => now.archive === null }
          : NOTHING,
    });
  }
}
