import { Field, Float, Int, ObjectType } from "type-graphql";
import { DateTime } from "../scalars/date-time.js";
import { AtsFindemStage } from "../stage-mapping/findem-stage.js";
import { AtsSlaStatus } from "./sla-status.js";

@ObjectType({ description: "How long it has been in its Findem stage, against the SLA days set there." })
export class AtsStageSla {
  @Field(() => AtsFindemStage, { description: "The Findem stage that it is in." })
  findemStage!: AtsFindemStage;

  @Field(() => Int, { description: "Days that somebody may stay in it." })
  slaDays!: number;

  @Field(() => DateTime, {
    description: "When it came into its Findem stage: moves between two stages of Lever's in it do not restart it.",
  })
  enteredAt!: number;

  @Field(() => DateTime, { description: "When its time is over." })
  dueAt!: number;

  @Field(() => AtsSlaStatus, { description: "How it stands now." })
  status!: AtsSlaStatus;

  @Field(() => Float, { description: "Days of 24 hours since it came into its Findem stage, snoozed ones too." })
  daysInStage!: number;
}
