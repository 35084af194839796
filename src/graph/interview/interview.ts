import { Field, ID, Int, ObjectType } from "type-graphql";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ description: "Somebody who takes part in an interview." })
export class AtsInterviewer {
  @Field(() => String, { nullable: true, description: "As the interview has it." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "As the interview has it." })
  name!: string | null;

  @Field(() => ID, { nullable: true, description: "The feedback template that this interviewer is to fill in." })
  feedbackTemplateId!: string | null;

  /** Not fields: the resolver turns them into `user`. */
  connectionId!: string;
  userExternalId!: string | null;
}

@ObjectType({ description: "A conversation with a candidate, planned or held." })
export class AtsInterview {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => ID, { nullable: true, description: "The panel that it was scheduled with." })
  panelId!: string | null;

  @Field(() => String, { nullable: true, description: "What it is about." })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: "For those who take part." })
  note!: string | null;

  @Field(() => [AtsInterviewer], { description: "Who takes part." })
  interviewers!: readonly AtsInterviewer[];

  @Field(() => String, { nullable: true, description: "By its IANA name, e.g. Europe/Berlin." })
  timezone!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it begins." })
  startsAt!: number | null;

  @Field(() => Int, { nullable: true, description: "How long it takes, in minutes." })
  durationMinutes!: number | null;

  @Field(() => String, { nullable: true, description: "A room, a number or a link." })
  location!: string | null;

  @Field(() => ID, { nullable: true, description: "The feedback template to be filled in." })
  feedbackTemplateId!: string | null;

  @Field(() => DateTime, { nullable: true, description: "Null unless it was cancelled." })
  canceledAt!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it was scheduled; Lever does not tell it of the interviews inside a panel.",
  })
  createdAt!: number | null;

  /** Not fields: the resolver turns them into `stage`. */
  connectionId!: string;
  stageExternalId!: string | null;
}
