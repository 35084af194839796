import { Directive, Field, ID, ObjectType } from "type-graphql";
import { KEEP_REFERENCE } from "../directives.js";
import { AtsFormField } from "../form-field/form-field.js";
import { DateTime } from "../scalars/date-time.js";

@Directive(KEEP_REFERENCE)
@ObjectType({ description: "What interviewers are asked after an interview." })
export class AtsFeedbackTemplate {
  @Field(() => ID, { description: "<connection>.<id>" })
  id!: string;

  @Field(() => String, { description: "Its title." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What stands above the questions." })
  instructions!: string | null;

  @Field(() => [AtsFormField], { description: "The questions, in the order of the form." })
  fields!: readonly AtsFormField[];

  @Field(() => DateTime, { nullable: true, description: "When it was made." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it last changed." })
  updatedAt!: number | null;
}
