import { ArgsType, Field } from "type-graphql";
import { LongPageArguments } from "../list-arguments.js";

/** Which users to list. */
@ArgsType()
export class UserListArguments extends LongPageArguments {
  @Field(() => String, { nullable: true, description: "Words of the name, address or username." })
  search?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Those who can't sign in any more as well." })
  includeDeactivated!: boolean;
}
