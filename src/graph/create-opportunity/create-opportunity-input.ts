import { Field, ID, InputType } from "type-graphql";
import { AtsPhoneInput } from "../contact-details/phone-input.js";
import { OpportunityOrigin } from "../opportunity/opportunity.js";
import { DateTime } from "../scalars/date-time.js";

@InputType({
  description:
    "A candidacy that is to be made. Lever adds it to the person of candidateId, else to whoever has one of the emails, else to a new person; what is known of somebody already wins over what is given here.",
})
export class CreateAtsOpportunityInput {
  @Field(() => ID, { description: "The connection." })
  connectionId!: string;

  @Field(() => String, { nullable: true, description: "Full name." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Usually previous employers or schools." })
  headline?: string | null;

  @Field(() => String, { nullable: true, description: "Where the person lives." })
  location?: string | null;

  @Field(() => [String], { nullable: true, description: "Addresses, by which Lever finds people that it has." })
  emails?: string[] | null;

  @Field(() => [AtsPhoneInput], { nullable: true, description: "Telephone numbers." })
  phones?: AtsPhoneInput[] | null;

  @Field(() => [String], { nullable: true, description: "Links, exactly as they are to be in Lever." })
  links?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Tags; those that Lever hasn't are made." })
  tags?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Sources; those that Lever hasn't are made." })
  sources?: string[] | null;

  @Field(() => OpportunityOrigin, { nullable: true, description: "How the person came into the pipeline." })
  origin?: OpportunityOrigin | null;

  @Field(() => ID, { nullable: true, description: "The stage that it begins in; Lever's first without one." })
  stageId?: string | null;

  @Field(() => ID, { nullable: true, description: "The posting that it is for." })
  postingId?: string | null;

  @Field(() => ID, { nullable: true, description: "Who owns it; the user on whose behalf it is made without one." })
  ownerId?: string | null;

  @Field(() => ID, { nullable: true, description: "The person that it is added to." })
  candidateId?: string | null;

  @Field(() => ID, { nullable: true, description: "The resume: of createAtsUpload, its bytes must be there." })
  resumeUploadId?: string | null;

  @Field(() => [ID], { nullable: true, description: "Other files: of createAtsUpload, their bytes must be there." })
  fileUploadIds?: string[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Lever may fill in from the resume what is not given. Needs resumeUploadId.",
  })
  parseResume!: boolean;

  @Field(() => DateTime, { nullable: true, description: "In the past, for what is imported; now without one." })
  createdAt?: number | null;

  @Field(() => String, {
    description:
      "Names the caller's intent: the same key with the same input gives the first result and writes nothing again.",
  })
  idempotencyKey!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}
