import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { AtsPhoneInput } from "../contact-details/phone-input.js";
import { OpportunityOrigin } from "../opportunity/opportunity.js";

export const AtsExportDuplicatePolicy = {
  ADD_OPPORTUNITY: "ADD_OPPORTUNITY",
  UPDATE_EXISTING: "UPDATE_EXISTING",
  SKIP: "SKIP",
  FAIL: "FAIL",
} as const;
export type AtsExportDuplicatePolicy = keyof typeof AtsExportDuplicatePolicy;
registerEnumType(AtsExportDuplicatePolicy, {
  name: "AtsExportDuplicatePolicy",
  description: "What to do where the person is in Lever already.",
  valuesConfig: {
    ADD_OPPORTUNITY: { description: "Add a new opportunity to the person found." },
    UPDATE_EXISTING: {
      description:
        "Write links, tags, source and note to the person's newest active opportunity; without one, as ADD_OPPORTUNITY.",
    },
    SKIP: { description: "Write nothing, and return the person found." },
    FAIL: { description: "Write nothing: the user error DUPLICATE_FOUND, and the person found." },
  },
});

@InputType({ description: "A profile of Findem's, to be put into Lever." })
export class ExportProfileToAtsInput {
  @Field(() => ID, { description: "The connection to export to." })
  connectionId!: string;

  @Field(() => ID, { description: "The profile's id in Findem." })
  profileId!: string;

  @Field(() => String, { description: "Full name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Lever's headline." })
  title?: string | null;

  @Field(() => [String], { nullable: true, description: "The person's addresses; by them the person is found." })
  emails?: string[] | null;

  @Field(() => String, { nullable: true, description: "Where the person lives." })
  location?: string | null;

  @Field(() => [AtsPhoneInput], { nullable: true, description: "The person's telephone numbers." })
  phones?: AtsPhoneInput[] | null;

  @Field(() => String, { nullable: true, description: "The LinkedIn profile, added as a link." })
  linkedinUrl?: string | null;

  @Field(() => String, { nullable: true, description: "The GitHub profile, added as a link." })
  githubUrl?: string | null;

  @Field(() => String, { nullable: true, description: "The profile's own address in Findem, added as a link." })
  findemProfileUrl?: string | null;

  @Field(() => [String], { nullable: true, description: "Tags of the opportunity." })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, description: "The source of the opportunity." })
  source?: string | null;

  @Field(() => OpportunityOrigin, { nullable: true, description: "How the person came into the pipeline." })
  origin?: OpportunityOrigin | null;

  @Field(() => String, { nullable: true, description: "A note to write on the opportunity." })
  note?: string | null;

  @Field(() => ID, { nullable: true, description: "The posting that a new opportunity is for." })
  postingId?: string | null;

  @Field(() => ID, { nullable: true, description: "The stage of a new opportunity; Lever's first without it." })
  stageId?: string | null;

  @Field(() => ID, { nullable: true, description: "Who owns a new opportunity." })
  ownerId?: string | null;

  @Field(() => ID, { nullable: true, description: "An upload that is the resume." })
  resumeUploadId?: string | null;

  @Field(() => [ID], { nullable: true, description: "Uploads that are other files." })
  fileUploadIds?: string[] | null;

  @Field(() => AtsExportDuplicatePolicy, {
    defaultValue: "ADD_OPPORTUNITY",
    description: "What to do where the person is in Lever already.",
  })
  onDuplicate!: AtsExportDuplicatePolicy;

  @Field(() => String, {
    description:
      "Names the caller's intent: the same key with the same input gives the first result, or goes on where it stopped.",
  })
  idempotencyKey!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}
