import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "A month, or a year of which the month is not known." })
export class AtsYearMonth {
  @Field(() => Int, { description: "The year." })
  year!: number;

  @Field(() => Int, { nullable: true, description: "1 (January) to 12; null where only the year is known." })
  month!: number | null;
}
