import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { OpportunityArchive } from "../archive/archive.js";
import { AtsPhone } from "../contact-details/phone.js";
import { AtsQuestionSet } from "../form-field/form-field.js";
import { DateTime } from "../scalars/date-time.js";

export const AtsApplicationType = { POSTING: "POSTING", REFERRAL: "REFERRAL", USER: "USER" } as const;
export type AtsApplicationType = keyof typeof AtsApplicationType;
registerEnumType(AtsApplicationType, {
  name: "AtsApplicationType",
  description: "How somebody came to be considered for a posting.",
  valuesConfig: {
    POSTING: { description: "Applied through a job site or an agency." },
    REFERRAL: { description: "Was referred." },
    USER: { description: "Was added by a user of Lever's." },
  },
});

@ObjectType({ description: "What ties a candidacy to a posting, as it was when the person applied." })
export class AtsApplication {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => AtsApplicationType, { nullable: true, description: "Null for a type that Lever added since." })
  type!: AtsApplicationType | null;

  @Field(() => DateTime, { nullable: true, description: "When the person applied." })
  createdAt!: number | null;

  @Field(() => String, { nullable: true, description: "As the applicant wrote it." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "As the applicant wrote it." })
  email!: string | null;

  @Field(() => AtsPhone, { nullable: true, description: "As the applicant wrote it." })
  phone!: AtsPhone | null;

  @Field(() => String, { nullable: true, description: "The applicant's company at the time." })
  company!: string | null;

  @Field(() => [String], { description: "As the applicant wrote them." })
  links!: readonly string[];

  @Field(() => String, { nullable: true, description: "Additional information or a cover letter." })
  comments!: string | null;

  @Field(() => [AtsQuestionSet], {
    description: "The further questions of the posting, or of the referral, with their answers.",
  })
  customQuestions!: readonly AtsQuestionSet[];

  @Field(() => OpportunityArchive, { nullable: true, description: "Null while the application is active." })
  archive!: OpportunityArchive | null;

  /** Not fields: the resolver turns them into a posting and users. */
  connectionId!: string;
  postingExternalId!: string | null;
  postingOwnerId!: string | null;
  postingHiringManagerId!: string | null;
  referrerId!: string | null;
}
