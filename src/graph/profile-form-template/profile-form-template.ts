import { Directive, Field, ID, ObjectType } from "type-graphql";
import { KEEP_REFERENCE } from "../directives.js";
import { AtsFormField } from "../form-field/form-field.js";

@Directive(KEEP_REFERENCE)
@ObjectType({ description: "A form that can be filled in for a candidacy." })
export class AtsProfileFormTemplate {
  @Field(() => ID, { description: "<connection>.<id>; forms made of it name it as baseTemplateId." })
  id!: string;

  @Field(() => String, { description: "Its title." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What stands above the questions." })
  instructions!: string | null;

  @Field(() => [AtsFormField], { description: "The questions, in the order of the form." })
  fields!: readonly AtsFormField[];

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether forms made of it are secret where nothing else is said.",
  })
  secretByDefault!: boolean | null;
}
