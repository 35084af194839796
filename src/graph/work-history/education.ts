import { Field, ObjectType } from "type-graphql";
import { AtsYearMonth } from "./year-month.js";

@ObjectType({ description: "A time at a school, as Lever read it from a resume." })
export class AtsEducation {
  @Field(() => String, { nullable: true, description: "The school." })
  school!: string | null;

  @Field(() => String, { nullable: true, description: "The degree." })
  degree!: string | null;

  @Field(() => String, { nullable: true, description: "What was studied." })
  field!: string | null;

  @Field(() => String, { nullable: true, description: "What the resume says of it." })
  summary!: string | null;

  @Field(() => AtsYearMonth, { nullable: true, description: "When it began." })
  start!: AtsYearMonth | null;

  @Field(() => AtsYearMonth, { nullable: true, description: "When it ended; null where it goes on or is not known." })
  end!: AtsYearMonth | null;
}
