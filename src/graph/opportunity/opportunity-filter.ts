import { Field, ID, InputType } from "type-graphql";
import { AtsConfidentialityFilter } from "../confidentiality.js";
import { AtsDateTimeRange } from "../date-time-range.js";
import { AtsSlaStatus } from "../sla/sla-status.js";
import { OpportunityOrigin } from "./opportunity.js";

@InputType({
  description:
    "Every filter that Lever's opportunity list has, and the Findem stage and SLA on top; several values of one field are joined by 'or', fields by 'and'. An empty list matches nothing.",
})
export class OpportunityFilter {
  @Field(() => [ID], { nullable: true, description: "Of these candidates." })
  candidateIds?: string[] | null;

  @Field(() => String, { nullable: true, description: "Of people with this address." })
  email?: string | null;

  @Field(() => [ID], { nullable: true, description: "In these stages of Lever's." })
  stageIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "In these Findem stages." })
  findemStageIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Applied to these postings." })
  postingIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Applied to these postings, and that application was archived." })
  archivedPostingIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: "Archived with these reasons." })
  archiveReasonIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: "With these tags, exactly and in the same case." })
  tags?: string[] | null;

  @Field(() => [String], { nullable: true, description: "From these sources." })
  sources?: string[] | null;

  @Field(() => [OpportunityOrigin], { nullable: true, description: "Of these origins." })
  origins?: OpportunityOrigin[] | null;

  @Field(() => [String], { nullable: true, description: "For postings in these locations." })
  postingLocations?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "Only archived or only active ones." })
  archived?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Only snoozed or only awake ones." })
  snoozed?: boolean | null;

  @Field(() => AtsConfidentialityFilter, { nullable: true, description: "Without it: all that the caller may see." })
  confidentiality?: AtsConfidentialityFilter | null;

  @Field(() => [AtsSlaStatus], {
    nullable: true,
    description:
      "That stand so against the days of their Findem stage; without such days, or archived, none. Lever can't be asked for it: a page may hold fewer rows than asked for and still have a next one.",
  })
  slaStatuses?: AtsSlaStatus[] | null;

  @Field(() => AtsDateTimeRange, { nullable: true, description: "Created then." })
  createdAt?: AtsDateTimeRange | null;

  @Field(() => AtsDateTimeRange, { nullable: true, description: "Last changed then." })
  updatedAt?: AtsDateTimeRange | null;

  @Field(() => AtsDateTimeRange, { nullable: true, description: "Came into their stage then." })
  advancedAt?: AtsDateTimeRange | null;

  @Field(() => AtsDateTimeRange, { nullable: true, description: "Archived then." })
  archivedAt?: AtsDateTimeRange | null;
}
