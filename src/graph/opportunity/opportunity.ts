import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import type { AtsApplication } from "../application/application.js";
import { OpportunityArchive } from "../archive/archive.js";
import { AtsConfidentiality } from "../confidentiality.js";
import { AtsPhone } from "../contact-details/phone.js";
import { KEEP_LIVE, KEY_BY_ID } from "../directives.js";
import { DateTime } from "../scalars/date-time.js";

export const OpportunityOrigin = {
  AGENCY: "AGENCY",
  APPLIED: "APPLIED",
  INTERNAL: "INTERNAL",
  REFERRED: "REFERRED",
  SOURCED: "SOURCED",
  UNIVERSITY: "UNIVERSITY",
} as const;
export type OpportunityOrigin = keyof typeof OpportunityOrigin;
registerEnumType(OpportunityOrigin, {
  name: "OpportunityOrigin",
  description: "How somebody came into the pipeline.",
  valuesConfig: {
    AGENCY: { description: "Through an agency." },
    APPLIED: { description: "Applied." },
    INTERNAL: { description: "From within the company." },
    REFERRED: { description: "Was referred by an employee." },
    SOURCED: { description: "Was found by a recruiter." },
    UNIVERSITY: { description: "Through a university." },
  },
});

@ObjectType({ description: "A move to a stage." })
export class OpportunityStageChange {
  @Field(() => ID, { description: "The stage it moved to." })
  stageId!: string;

  @Field(() => Int, { nullable: true, description: "Lever's own index of the move; it orders nothing." })
  index!: number | null;

  @Field(() => DateTime, { description: "When it moved." })
  changedAt!: number;

  /** Not fields: the resolver turns them into a stage and a user. */
  connectionId!: string;
  stageExternalId!: string;
  userExternalId!: string | null;
}

@ObjectType({ description: "A permission that the person gave or refused." })
export class AtsDataConsent {
  @Field(() => Boolean, { description: "Whether it is given." })
  allowed!: boolean;

  @Field(() => DateTime, { nullable: true, description: "Null where it doesn't end." })
  expiresAt!: number | null;
}

@ObjectType({ description: "What the person's data may be used for." })
export class AtsDataProtection {
  @Field(() => AtsDataConsent, { nullable: true, description: "To keep the data." })
  store!: AtsDataConsent | null;

  @Field(() => AtsDataConsent, { nullable: true, description: "To get in touch." })
  contact!: AtsDataConsent | null;
}

@Directive(KEY_BY_ID)
@Directive('@key(fields: "connectionId externalId candidateExternalId")')
@Directive(KEEP_LIVE)
@ObjectType({ description: "One candidacy: a person's way through the pipeline for a posting." })
export class Opportunity {
  @Field(() => ID, { description: "<connection>.<id>" })
  id!: string;

  @Field(() => ID, { description: "The connection it is read through." })
  connectionId!: string;

  @Field(() => ID, { description: "The opportunity's id in Lever." })
  externalId!: string;

  @Field(() => ID, {
    description:
      "The contact's id in Lever: what Lever can be asked for in bulk. A hint for batching, never identity; it changes when Lever merges two people.",
  })
  candidateExternalId!: string;

  @Field(() => String, { nullable: true, description: "The person's full name." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "Usually previous employers or schools." })
  headline!: string | null;

  @Field(() => [String], { description: "The person's addresses." })
  emails!: readonly string[];

  @Field(() => [AtsPhone], { description: "The person's telephone numbers." })
  phones!: readonly AtsPhone[];

  @Field(() => String, { nullable: true, description: "Where the person lives." })
  location!: string | null;

  @Field(() => [String], { description: "The person's links, exactly as they are in Lever." })
  links!: readonly string[];

  @Field(() => [String], { description: "Tags of this candidacy." })
  tags!: readonly string[];

  @Field(() => [String], { description: "Where this candidacy comes from, in the company's own words." })
  sources!: readonly string[];

  @Field(() => OpportunityOrigin, { nullable: true, description: "Null for an origin that Lever added since." })
  origin!: OpportunityOrigin | null;

  @Field(() => AtsConfidentiality, { nullable: true, description: "Confidential when its posting is." })
  confidentiality!: AtsConfidentiality | null;

  @Field(() => ID, { description: "The stage it is in, or was in when it was archived." })
  stageId!: string;

  @Field(() => [OpportunityStageChange], { description: "Its way through the stages, oldest first." })
  stageChanges!: readonly OpportunityStageChange[];

  @Field(() => OpportunityArchive, { nullable: true, description: "Null while it is active." })
  archive!: OpportunityArchive | null;

  @Field(() => String, { nullable: true, description: "The location of the posting that it is for." })
  postingLocation!: string | null;

  @Field(() => Boolean, { description: "True where the person's data was removed on request." })
  isAnonymized!: boolean;

  @Field(() => AtsDataProtection, { nullable: true, description: "Null where no policy applies." })
  dataProtection!: AtsDataProtection | null;

  @Field(() => String, { nullable: true, description: "Its page in Lever." })
  externalUrl!: string | null;

  @Field(() => DateTime, { description: "When what is shown here was read from Lever." })
  fetchedAt!: number;

  @Field(() => DateTime, { description: "For applicants: when they applied." })
  createdAt!: number;

  @Field(() => DateTime, { nullable: true, description: "Null for an old one that never changed since." })
  updatedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When somebody last had to do with it." })
  lastInteractionAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it came into its stage." })
  lastAdvancedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "Null where it is not snoozed." })
  snoozedUntil!: number | null;

  /** Not fields: the resolver turns them into a stage and users. */
  stageExternalId!: string;
  ownerExternalId!: string | null;
  sourcedByExternalId!: string | null;
  followerExternalIds!: readonly string[];
  /** undefined: not read yet, `expand=applications` was not asked for; "refused": Lever answered 403 to it. */
  application!: AtsApplication | "refused" | null | undefined;
}

export const { Connection: OpportunityConnection } = connectionTypes<Opportunity>(() => Opportunity, "Opportunity");
