import { Field, ObjectType } from "type-graphql";
import { AtsYearMonth } from "./year-month.js";

@ObjectType({ description: "A position that somebody has or had, as Lever read it from a resume." })
export class AtsWorkExperience {
  @Field(() => String, { nullable: true, description: "Whom it was for." })
  company!: string | null;

  @Field(() => String, { nullable: true, description: "The job's title." })
  title!: string | null;

  @Field(() => String, { nullable: true, description: "What was done there." })
  summary!: string | null;

  @Field(() => String, { nullable: true, description: "Where it was." })
  location!: string | null;

  @Field(() => AtsYearMonth, { nullable: true, description: "When it began." })
  start!: AtsYearMonth | null;

  @Field(() => AtsYearMonth, { nullable: true, description: "When it ended; null where it goes on or is not known." })
  end!: AtsYearMonth | null;
}
