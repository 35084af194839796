import { Field, ID, InputType } from "type-graphql";
import { AtsFormValueInput } from "../form-field/form-value-input.js";
import { OpportunityOrigin } from "../opportunity/opportunity.js";
import { Json } from "../scalars/json.js";

@InputType({ description: "An answer to a question that goes by its name." })
export class AtsApplicationAnswerInput {
  @Field(() => String, { description: "The name of the question, as applicationForm gives it, e.g. fullName." })
  name!: string;

  @Field(() => Json, {
    nullable: true,
    description: "The answer: a text, or the exact text of an option; of a question for a file an uploadId.",
  })
  value?: unknown;
}

@InputType({ description: "The answers to one group of the posting's own questions." })
export class AtsCustomQuestionAnswersInput {
  @Field(() => ID, { description: "Lever's own id of the group, as applicationForm gives it." })
  id!: string;

  @Field(() => [AtsFormValueInput], {
    description: "The answers, in any order; of a question for a file the value is an uploadId.",
  })
  values!: AtsFormValueInput[];
}

@InputType({ description: "An application to a posting: answers to its applicationForm." })
export class ApplyToPostingInput {
  @Field(() => ID, { description: "The posting; it has to be published or internal." })
  postingId!: string;

  @Field(() => [AtsApplicationAnswerInput], { description: "Always fullName and email; what else the form asks for." })
  personalInformation!: AtsApplicationAnswerInput[];

  @Field(() => [AtsApplicationAnswerInput], { nullable: true, description: "Links that the form asks for." })
  urls?: AtsApplicationAnswerInput[] | null;

  @Field(() => [AtsCustomQuestionAnswersInput], { nullable: true, description: "The company's own questions." })
  customQuestions?: AtsCustomQuestionAnswersInput[] | null;

  @Field(() => [AtsApplicationAnswerInput], {
    nullable: true,
    description: "Answers to the form's eeoQuestions, by their names.",
  })
  eeoResponses?: AtsApplicationAnswerInput[] | null;

  @Field(() => String, { nullable: true, description: "Added to the candidacy as a source." })
  source?: string | null;

  @Field(() => OpportunityOrigin, { nullable: true, description: "APPLIED (without it) or INTERNAL." })
  origin?: OpportunityOrigin | null;

  @Field(() => String, { nullable: true, description: "The applicant's, from which Lever tells their country." })
  ipAddress?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the applicant lets their data be stored." })
  consentToStore?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the applicant lets themselves be contacted." })
  consentToMarketing?: boolean | null;

  @Field(() => Boolean, { defaultValue: false, description: "Lever mails the applicant that it has the application." })
  sendConfirmationEmail!: boolean;

  @Field(() => ID, { nullable: true, description: "The applicant's resume, an uploadId of createAtsUpload." })
  resumeUploadId?: string | null;

  @Field(() => String, {
    description:
      "Names the caller's intent: the same key with the same input gives the first result and writes nothing again.",
  })
  idempotencyKey!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}
