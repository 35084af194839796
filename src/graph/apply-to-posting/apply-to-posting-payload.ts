import { Directive, Field, ID, ObjectType } from "type-graphql";
import { AtsUserError } from "../../user-errors/user-error.js";
import { AtsPlannedRequest } from "../opportunity-write/planned-request.js";
import { Opportunity } from "../opportunity/opportunity.js";

@ObjectType({ description: "What came of it." })
export class ApplyToPostingPayload {
  @Field(() => ID, { nullable: true, description: "The application's id in Lever." })
  applicationExternalId!: string | null;

  @Field(() => Opportunity, {
    nullable: true,
    description: "The candidacy that it has become; null where Lever does not show it within a few seconds.",
  })
  opportunity!: Opportunity | Error | null;

  @Directive('@tag(name: "internal")')
  @Field(() => [AtsPlannedRequest], {
    nullable: true,
    description: "With dryRun: what would be sent, in order. Null where it was no dry run.",
  })
  plannedRequests!: readonly AtsPlannedRequest[] | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it is done." })
  userErrors!: readonly AtsUserError[];
}
