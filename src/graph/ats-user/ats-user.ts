import { Directive, Field, ID, ObjectType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import { DateTime } from "../scalars/date-time.js";
import { KEEP_REFERENCE, KEY_BY_EXTERNAL_ID, KEY_BY_ID } from "../directives.js";

@Directive(KEY_BY_ID)
@Directive(KEY_BY_EXTERNAL_ID)
@Directive(KEEP_REFERENCE)
@ObjectType({ description: "Somebody who works with Lever." })
export class AtsUser {
  @Field(() => ID, { description: "<connection>.<id>" })
  id!: string;

  @Field(() => ID, { description: "The connection it is read through." })
  connectionId!: string;

  @Field(() => ID, { description: "The user's id in Lever." })
  externalId!: string;

  @Field(() => String, { nullable: true, description: "Full name." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "The address the user signs in with." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "What notes mention the user by, behind an @." })
  username!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "super admin, admin, team member, limited team member, interviewer, or the id of a custom role.",
  })
  accessRole!: string | null;

  @Field(() => String, { nullable: true, description: "What the user does in the company." })
  jobTitle!: string | null;

  @Field(() => String, { nullable: true, description: "Address of a picture." })
  photo!: string | null;

  @Field(() => String, { nullable: true, description: "The user's id in the company's own directory." })
  externalDirectoryId!: string | null;

  @Field(() => DateTime, { nullable: true, description: "Null while the user is active." })
  deactivatedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When the user was added to Lever." })
  createdAt!: number | null;
}

export const { Connection: AtsUserConnection } = connectionTypes<AtsUser>(() => AtsUser, "AtsUser");
