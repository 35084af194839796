import { Field, ID, InputType } from "type-graphql";
import { Json } from "../scalars/json.js";

@InputType({
  description:
    "An answer to one question. type, label, description and required are needed only where the form's template can't be read with the key.",
})
export class AtsFormValueInput {
  @Field(() => ID, { nullable: true, description: "Lever's own id of the question; without it, its label names it." })
  fieldId?: string | null;

  @Field(() => Json, {
    nullable: true,
    description:
      "The answer as Lever takes it: a text, a number, milliseconds since 1970 for a date, yes or no, the text of an option, or a list of such texts. Null: no answer.",
  })
  value?: unknown;

  @Field(() => String, { nullable: true, description: "The question's type, as Lever names it, e.g. textarea." })
  type?: string | null;

  @Field(() => String, { nullable: true, description: "The question." })
  label?: string | null;

  @Field(() => String, { nullable: true, description: "What stands below the question." })
  description?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it has to be answered." })
  required?: boolean | null;
}
