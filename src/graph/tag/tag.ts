import { Directive, Field, Int, ObjectType } from "type-graphql";
import { connectionTypes } from "../../paging/connection-types.js";
import { KEEP_REFERENCE } from "../directives.js";

@Directive(KEEP_REFERENCE)
@ObjectType({ description: "A text that candidates are filed under." })
export class AtsTag {
  @Field(() => String, { description: "As recruiters typed it; it is its own id." })
  name!: string;

  @Field(() => Int, { description: "How many candidates have it." })
  count!: number;
}

export const { Connection: AtsTagConnection } = connectionTypes<AtsTag>(() => AtsTag, "AtsTag");
