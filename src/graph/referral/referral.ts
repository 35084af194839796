import { Field, ID, ObjectType } from "type-graphql";
import { AtsFormField } from "../form-field/form-field.js";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ description: "Somebody's recommendation of a candidate." })
export class AtsReferral {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => String, { nullable: true, description: "The name of the form." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "What the form tells whoever fills it in." })
  instructions!: string | null;

  @Field(() => [AtsFormField], { description: "The questions with their answers, who refers often among them." })
  fields!: readonly AtsFormField[];

  @Field(() => DateTime, { nullable: true, description: "When it was begun." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was submitted." })
  completedAt!: number | null;

  /** Not fields: the resolver turns them into `referrer`, `author` and `stage`. */
  connectionId!: string;
  referrerExternalId!: string | null;
  authorExternalId!: string | null;
  stageExternalId!: string | null;
}
