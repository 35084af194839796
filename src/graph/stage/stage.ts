import { Directive, Field, ID, ObjectType } from "type-graphql";
import { KEEP_REFERENCE, KEY_BY_EXTERNAL_ID, KEY_BY_ID } from "../directives.js";

@Directive(KEY_BY_ID)
@Directive(KEY_BY_EXTERNAL_ID)
@Directive(KEEP_REFERENCE)
@ObjectType({ description: "A stage of Lever's pipeline." })
export class AtsStage {
  @Field(() => ID, { description: "<connection>.<id>" })
  id!: string;

  @Field(() => ID, { description: "The connection it is read through." })
  connectionId!: string;

  @Field(() => ID, { description: "The stage's id in Lever; those built into every account are words: lead-new." })
  externalId!: string;

  @Field(() => String, { description: "As Lever shows it, or as it was last seen there." })
  name!: string;
}
