import { Directive, Field, Float, ID, ObjectType, registerEnumType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import { AtsConfidentiality } from "../confidentiality.js";
import { KEEP_REFERENCE, KEY_BY_EXTERNAL_ID, KEY_BY_ID } from "../directives.js";
import { DateTime } from "../scalars/date-time.js";

export const AtsPostingState = {
  PUBLISHED: "PUBLISHED",
  INTERNAL: "INTERNAL",
  CLOSED: "CLOSED",
  DRAFT: "DRAFT",
  PENDING: "PENDING",
  REJECTED: "REJECTED",
} as const;
export type AtsPostingState = keyof typeof AtsPostingState;
registerEnumType(AtsPostingState, {
  name: "AtsPostingState",
  description: "Where a posting is in its life.",
  valuesConfig: {
    PUBLISHED: { description: "On the public or the internal job site." },
    INTERNAL: { description: "On no site, but open to direct links and referrals: Lever calls it unlisted." },
    CLOSED: { description: "Takes no applications any more." },
    DRAFT: { description: "Not finished." },
    PENDING: { description: "Waits for an approval." },
    REJECTED: { description: "An approval was refused." },
  },
});

@Directive(KEY_BY_ID)
@Directive(KEY_BY_EXTERNAL_ID)
@Directive(KEEP_REFERENCE)
@ObjectType({ description: "An opening, as candidates see it." })
export class AtsPosting {
  @Field(() => ID, { description: "<connection>.<id>" })
  id!: string;

  @Field(() => ID, { description: "The connection it is read through." })
  connectionId!: string;

  @Field(() => ID, { description: "The posting's id in Lever." })
  externalId!: string;

  @Field(() => String, { nullable: true, description: "The headline of the opening; Lever calls it `text`." })
  title!: string | null;

  @Field(() => AtsPostingState, { nullable: true, description: "Null for a state that Lever added since." })
  state!: AtsPostingState | null;

  @Field(() => AtsConfidentiality, { nullable: true, description: "Fixed when the posting is made." })
  confidentiality!: AtsConfidentiality | null;

  @Field(() => String, { nullable: true, description: "The team it is for." })
  team!: string | null;

  @Field(() => String, { nullable: true, description: "The department it is for." })
  department!: string | null;

  @Field(() => String, { nullable: true, description: "Where the work is, the first of all locations." })
  location!: string | null;

  @Field(() => [String], { nullable: true, description: "All places where the work can be." })
  allLocations!: readonly string[] | null;

  @Field(() => String, { nullable: true, description: "Full-time, part-time, intern …, in the company's own words." })
  commitment!: string | null;

  @Field(() => String, { nullable: true, description: "onsite, remote, hybrid or unspecified." })
  workplaceType!: string | null;

  @Field(() => String, { nullable: true, description: "ISO 3166-1 alpha-2." })
  country!: string | null;

  @Field(() => [String], { nullable: true, description: "The posting's own tags." })
  tags!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: "Codes of the requisitions it hires for." })
  requisitionCodes!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: "public, internal: the sites that show it." })
  distributionChannels!: readonly string[] | null;

  @Field(() => String, { nullable: true, description: "The opening part of the text, plain." })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "The opening part of the text, as HTML." })
  descriptionHtml!: string | null;

  @Field(() => Float, { nullable: true, description: "In `salaryCurrency`, for each `salaryInterval`." })
  salaryMin!: number | null;

  @Field(() => Float, { nullable: true, description: "In `salaryCurrency`, for each `salaryInterval`." })
  salaryMax!: number | null;

  @Field(() => String, { nullable: true, description: "ISO 4217." })
  salaryCurrency!: string | null;

  @Field(() => String, { nullable: true, description: "In Lever's words, e.g. per-year-salary." })
  salaryInterval!: string | null;

  @Field(() => String, { nullable: true, description: "Where candidates apply." })
  applyUrl!: string | null;

  @Field(() => String, { nullable: true, description: "Where candidates read it." })
  showUrl!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was made." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it last changed in Lever." })
  updatedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When what is shown here was read from Lever." })
  fetchedAt!: number | null;

  /** Not fields: the resolver turns them into users. */
  creatorId!: string | null;
  ownerId!: string | null;
  hiringManagerId!: string | null;
  followerIds!: readonly string[];
}

export const { Connection: AtsPostingConnection } = connectionTypes<AtsPosting>(() => AtsPosting, "AtsPosting");
