import { Field, ID, InputType, ObjectType } from "type-graphql";
import { AtsUserError } from "../../user-errors/user-error.js";
import { DateTime } from "../scalars/date-time.js";

@InputType({ description: "Which file." })
export class CreateAtsFileLinkInput {
  @Field(() => ID, { description: "The id of an AtsFile." })
  fileId!: string;
}

@ObjectType({ description: "What came of it." })
export class CreateAtsFileLinkPayload {
  @Field(() => String, { nullable: true, description: "Streams the file to whoever opens it." })
  url!: string | null;

  @Field(() => DateTime, { nullable: true, description: "Until when it is good." })
  expiresAt!: number | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where there is a link." })
  userErrors!: readonly AtsUserError[];
}
