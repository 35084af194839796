import { Field, ID, ObjectType } from "type-graphql";
import { AtsFormField } from "../form-field/form-field.js";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ description: "What somebody thinks of a candidate, usually after an interview." })
export class AtsFeedback {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "As Lever names it: interview, assignment, share, or what Lever added since.",
  })
  type!: string | null;

  @Field(() => String, { description: "The name of the form." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What the form tells whoever fills it in." })
  instructions!: string | null;

  @Field(() => [AtsFormField], { description: "The questions with their answers." })
  fields!: readonly AtsFormField[];

  @Field(() => ID, { nullable: true, description: "The interview it is about; null where it was added by hand." })
  interviewId!: string | null;

  @Field(() => ID, { nullable: true, description: "The panel of that interview." })
  panelId!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was begun." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was submitted; null while it is not." })
  completedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "Null: deleted feedback is left out." })
  deletedAt!: number | null;

  /** Not fields: the resolver turns them into `author`. */
  connectionId!: string;
  authorExternalId!: string | null;
}
