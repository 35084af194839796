import { Directive, Field, ID, ObjectType } from "type-graphql";
import { KEEP_REFERENCE } from "../directives.js";
import { AtsQuestionSet } from "../form-field/form-field.js";

@ObjectType({ description: "A question of Lever's own on an application form." })
export class AtsApplicationQuestion {
  @Field(() => String, { description: "What answers name it by, e.g. fullName." })
  name!: string;

  @Field(() => String, { description: "The question." })
  label!: string;

  @Field(() => String, { description: "As Lever names it: text, textarea, dropdown, file-upload …" })
  type!: string;

  @Field(() => Boolean, { description: "Whether it has to be answered." })
  required!: boolean;

  @Field(() => [String], { description: "What may be chosen; empty where nothing is to be chosen from." })
  options!: readonly string[];
}

@ObjectType({ description: "The text to show before asking for consent of this kind (store or marketing)." })
export class AtsConsentDisclosure {
  @Field(() => String, { description: "What the consent is for: store or marketing." })
  kind!: string;

  @Field(() => String, { nullable: true, description: "The text, plain; null where none is to be shown." })
  statement!: string | null;

  @Field(() => String, { nullable: true, description: "The text, as HTML; null where none is to be shown." })
  statementHtml!: string | null;

  @Field(() => String, { nullable: true, description: "In Lever's words, e.g. MANDATORY_DISCLOSURE_SHOWN." })
  displayState!: string | null;

  @Field(() => ID, { nullable: true, description: "Lever's own id of the policy that asks for it." })
  compliancePolicyId!: string | null;
}

@Directive(KEEP_REFERENCE)
@ObjectType({ description: "What a posting asks of applicants." })
export class AtsApplicationForm {
  @Field(() => [AtsApplicationQuestion], { description: "Name, address, resume and the like." })
  personalInformation!: readonly AtsApplicationQuestion[];

  @Field(() => [AtsApplicationQuestion], { description: "Links, such as a profile or a portfolio." })
  urls!: readonly AtsApplicationQuestion[];

  @Field(() => [AtsQuestionSet], { description: "The company's own questions, in groups." })
  customQuestions!: readonly AtsQuestionSet[];

  @Field(() => [AtsApplicationQuestion], { description: "Of equal employment opportunity; empty where not asked." })
  eeoQuestions!: readonly AtsApplicationQuestion[];

  @Field(() => [AtsConsentDisclosure], { description: "What to ask consent for; empty where no policy applies." })
  consents!: readonly AtsConsentDisclosure[];
}
