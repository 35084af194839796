import { Field, ObjectType } from "type-graphql";
import { filledTextOf, listOf, objectOf } from "../../lever/reading.js";

@ObjectType({ description: "A telephone number." })
export class AtsPhone {
  @Field(() => String, { nullable: true, description: "mobile, home, work, skype or other, where it is known." })
  type!: string | null;

  @Field(() => String, { description: "As it was written." })
  value!: string;
}

/** A phone as Lever sends it; null where it has no number. Lever docs, "Contacts": `phones`. */
export function toPhone(wire: unknown): AtsPhone | null {
  const phone = objectOf(wire);
  const value = filledTextOf(phone?.["value"]);
  return phone && value !== null ? { type: filledTextOf(phone["type"]), value } : null;
}

/** Phones as Lever sends them. */
export function toPhones(wires: unknown): readonly AtsPhone[] {
  return listOf(wires).flatMap((wire) => toPhone(wire) ?? []);
}
