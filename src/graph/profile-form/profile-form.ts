import { Field, ID, ObjectType } from "type-graphql";
import { AtsFormField } from "../form-field/form-field.js";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ description: "A form that was filled in about a candidate." })
export class AtsProfileForm {
  @Field(() => ID, { description: "<connection>.<opportunity>.<id>" })
  id!: string;

  @Field(() => String, { description: "The name of the form." })
  name!: string;

  @Field(() => String, { nullable: true, description: "What the form tells whoever fills it in." })
  instructions!: string | null;

  @Field(() => [AtsFormField], { description: "The questions with their answers." })
  fields!: readonly AtsFormField[];

  @Field(() => ID, { nullable: true, description: "The template it was made from." })
  baseTemplateId!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was begun." })
  createdAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When it was submitted; null while it is not." })
  completedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "Null: deleted forms are left out." })
  deletedAt!: number | null;

  /** Not fields: the resolver turns them into `author` and `stage`. */
  connectionId!: string;
  authorExternalId!: string | null;
  stageExternalId!: string | null;
}
