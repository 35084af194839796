import { Field, Float, ID, ObjectType } from "type-graphql";
import { AtsFile } from "../file/file.js";
import { DateTime } from "../scalars/date-time.js";
import { Json } from "../scalars/json.js";

@ObjectType({
  description:
    "One question of a form. value is the answer as Lever gives it; the typed fields hold it where its type is known.",
})
export class AtsFormField {
  @Field(() => ID, { nullable: true, description: "Lever's own id of the question; null where old forms have none." })
  id!: string | null;

  @Field(() => String, {
    description:
      "As Lever names it: code, currency, date, dropdown, file-upload, multiple-choice, multiple-select, score, score-system, scorecard, text, textarea, university, yes-no; or what Lever added since.",
  })
  type!: string;

  @Field(() => String, { description: "The question." })
  label!: string;

  @Field(() => String, { nullable: true, description: "What stands below the question." })
  description!: string | null;

  @Field(() => Boolean, { description: "Whether it has to be answered." })
  required!: boolean;

  @Field(() => [String], { description: "What may be chosen; empty where nothing is to be chosen from." })
  options!: readonly string[];

  @Field(() => Json, { nullable: true, description: "The answer as Lever gives it; null where there is none." })
  value!: unknown;

  @Field(() => String, {
    nullable: true,
    description: "An answer in words: a text, code, a school, yes or no, the one option that was chosen, a rating.",
  })
  valueText!: string | null;

  @Field(() => Float, { nullable: true, description: "An amount of money, or a score from 1 to 4." })
  valueNumber!: number | null;

  @Field(() => DateTime, { nullable: true, description: "The answer to a question for a date." })
  valueDate!: number | null;

  @Field(() => [String], { nullable: true, description: "The options chosen, where there may be several." })
  valueOptions!: readonly string[] | null;

  @Field(() => AtsFile, { nullable: true, description: "The file that was uploaded as the answer." })
  valueFile!: AtsFile | null;

  @Field(() => String, { nullable: true, description: "Of an amount of money: ISO 4217." })
  currency!: string | null;
}

@ObjectType({ description: "A group of questions, with their answers where they have been given." })
export class AtsQuestionSet {
  @Field(() => ID, {
    nullable: true,
    description: "Lever's own id of the group, which applyToPosting takes; null where Lever gives none.",
  })
  id!: string | null;

  @Field(() => String, { description: "Its title." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What stands above the questions." })
  description!: string | null;

  @Field(() => [AtsFormField], { description: "The questions, in the order of the form." })
  fields!: readonly AtsFormField[];

  @Field(() => DateTime, { nullable: true, description: "When the form was made; null for questions to be asked." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was answered." })
  completedAt!: number | null;
}
