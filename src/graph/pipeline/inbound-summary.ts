import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "Active opportunities in the stages that the stage mapping marks as inbound, counted." })
export class AtsInboundSummary {
  @Field(() => Int, { description: "All of them, snoozed ones too." })
  count!: number;

  @Field(() => Int, { description: "In the last quarter of their Findem stage's time; no snoozed ones." })
  dueSoon!: number;

  @Field(() => Int, { description: "Past their Findem stage's time; no snoozed ones." })
  breached!: number;
}
