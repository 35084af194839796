import { Directive, Field, ObjectType } from "type-graphql";
import { AtsUserError } from "../../user-errors/user-error.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { AtsPlannedRequest } from "./planned-request.js";

/** What every write to one opportunity answers with. */
export interface OpportunityWritePayload {
  /** An Error fails the field alone: the write stands, and could not be read back. */
  opportunity: Opportunity | Error | null;
  plannedRequests: readonly AtsPlannedRequest[] | null;
  userErrors: readonly AtsUserError[];
}

type PayloadClass = new () => OpportunityWritePayload;

/** The payload type of one mutation: each has its own, so that each can grow. */
export function opportunityWritePayload(name: string): PayloadClass {
  @ObjectType(name, { description: "What came of it." })
  class Payload implements OpportunityWritePayload {
    @Field(() => Opportunity, {
      nullable: true,
      description: "As it is in Lever now, whether it was changed or not; null where there is none such.",
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
  return Payload;
}
