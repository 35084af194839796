import { Directive, Field, ID, ObjectType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { OpportunityOrigin } from "../opportunity/opportunity.js";
import { DateTime } from "../scalars/date-time.js";

@Directive("@cacheControl(maxAge: 0, scope: PRIVATE)")
@ObjectType({
  description: "What an applicant answered to the questions of equal employment opportunity. Needs the role eeo.",
})
export class AtsEeoResponse {
  @Field(() => ID, { nullable: true, description: "The candidacy that it belongs to." })
  opportunityId!: string | null;

  @Field(() => ID, { nullable: true, description: "The person who answered." })
  candidateId!: string | null;

  @Field(() => String, { nullable: true, description: "The option chosen, as it was worded; null where none was." })
  gender!: string | null;

  @Field(() => String, { nullable: true, description: "The option chosen, as it was worded; null where none was." })
  race!: string | null;

  @Field(() => String, { nullable: true, description: "The option chosen, as it was worded; null where none was." })
  veteran!: string | null;

  @Field(() => String, { nullable: true, description: "The option chosen, as it was worded; null where none was." })
  disability!: string | null;

  @Field(() => String, { nullable: true, description: "As Lever has it: MM/DD/YYYY." })
  disabilitySignatureDate!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When the person applied." })
  appliedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When the questions were answered." })
  respondedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "Null where the person has not been hired." })
  hiredAt!: number | null;

  @Field(() => OpportunityOrigin, { nullable: true, description: "Null for an origin that Lever added since." })
  origin!: OpportunityOrigin | null;

  @Field(() => String, { nullable: true, description: "Where the candidacy comes from." })
  source!: string | null;

  @Field(() => [String], { description: "Codes of the requisitions that the posting hires for." })
  requisitionCodes!: readonly string[];

  /** Not fields: the resolver turns them into candidate, opportunity, posting and stage. */
  connectionId!: string;
  contactExternalId!: string | null;
  opportunityExternalId!: string | null;
  postingExternalId!: string | null;
  stageExternalId!: string | null;
  /** What all relations of the page's rows together ask of opportunities: read once for all of them. */
  expand!: readonly OpportunityExpand[];
  /** Where it stands in Lever's list: it has no id. */
  place!: string;
}

export const { Connection: AtsEeoResponseConnection } = connectionTypes<AtsEeoResponse>(
  () => AtsEeoResponse,
  "AtsEeoResponse",
);
