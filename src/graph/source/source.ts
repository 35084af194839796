import { Directive, Field, Int, ObjectType } from "type-graphql";
import { KEEP_REFERENCE } from "../directives.js";

@Directive(KEEP_REFERENCE)
@ObjectType({ description: "Where candidates come from, in the company's own words." })
export class AtsSource {
  @Field(() => String, { description: "As it is written in Lever; it is its own id." })
  name!: string;

  @Field(() => Int, { description: "How many candidates come from it." })
  count!: number;
}
