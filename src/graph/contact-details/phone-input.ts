import { Field, InputType } from "type-graphql";
import { badUserInput } from "../../user-errors/thrown.js";

@InputType({ description: "A telephone number to write." })
export class AtsPhoneInput {
  @Field(() => String, { nullable: true, description: "mobile, home, work, skype or other, where it is known." })
  type?: string | null;

  @Field(() => String, { description: "As it is to be written." })
  value!: string;
}

/** A telephone number as Lever takes it: without a type where none is known. Lever docs, "Contacts": `phones`. */
export interface PhoneBody {
  readonly value: string;
  readonly type?: string;
}

/**
 * Telephone numbers as Lever takes them.
 * @throws GraphQLError BAD_USER_INPUT naming a number that is empty
 */
export function phoneBodies(phones: readonly AtsPhoneInput[], argument: string): readonly PhoneBody[] {
  return phones.map(({ type, value }, index) => {
    if (value.trim() === "") throw badUserInput(`${argument}.${index}.value`, "is empty");
    return { value, ...(type ? { type } : {}) };
  });
}
