import { Field, ID, ObjectType } from "type-graphql";
import { AtsInterview } from "../interview/interview.js";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ description: "Interviews that were scheduled together." })
export class AtsPanel {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => DateTime, { nullable: true, description: "When the first of its interviews begins." })
  startsAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When the last of its interviews ends." })
  endsAt!: number | null;

  @Field(() => String, { nullable: true, description: "By its IANA name, e.g. Europe/Berlin." })
  timezone!: string | null;

  @Field(() => String, { nullable: true, description: "For those who take part." })
  note!: string | null;

  @Field(() => [AtsInterview], { description: "Its interviews, the first to begin first." })
  interviews!: readonly AtsInterview[];

  @Field(() => DateTime, { nullable: true, description: "Null unless it was cancelled." })
  canceledAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was scheduled." })
  createdAt!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it was made through the API; Lever lets the API change no others.",
  })
  externallyManaged!: boolean | null;

  @Field(() => String, { nullable: true, description: "Its page in the tool that made it." })
  externalUrl!: string | null;

  /** Not fields: the resolver turns them into `stage`. */
  connectionId!: string;
  stageExternalId!: string | null;
}
