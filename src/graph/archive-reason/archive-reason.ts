import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { KEEP_REFERENCE, KEY_BY_EXTERNAL_ID, KEY_BY_ID } from "../directives.js";

export const AtsArchiveReasonType = { HIRED: "HIRED", NON_HIRED: "NON_HIRED" } as const;
export type AtsArchiveReasonType = keyof typeof AtsArchiveReasonType;
registerEnumType(AtsArchiveReasonType, {
  name: "AtsArchiveReasonType",
  description: "Whether archiving with a reason is a hire.",
  valuesConfig: {
    HIRED: { description: "Archiving with it is a hire." },
    NON_HIRED: { description: "Archiving with it is a rejection." },
  },
});

@Directive(KEY_BY_ID)
@Directive(KEY_BY_EXTERNAL_ID)
@Directive(KEEP_REFERENCE)
@ObjectType({ description: "Why an opportunity was archived." })
export class AtsArchiveReason {
  @Field(() => ID, { description: "<connection>.<id>" })
  id!: string;

  @Field(() => ID, { description: "The connection it is read through." })
  connectionId!: string;

  @Field(() => ID, { description: "The reason's id in Lever." })
  externalId!: string;

  @Field(() => String, { description: "As Lever shows it, or as it was last seen there." })
  name!: string;

  @Field(() => AtsArchiveReasonType, { nullable: true, description: "Null for a type that Lever added since." })
  type!: AtsArchiveReasonType | null;

  @Field(() => Boolean, { nullable: true, description: "False where Lever offers it no more." })
  active!: boolean | null;
}
