import { Directive, Field, ID, ObjectType } from "type-graphql";
import { KEEP_REFERENCE } from "../directives.js";
import { Json } from "../scalars/json.js";

@Directive(KEEP_REFERENCE)
@ObjectType({ description: "A field that the company gave its requisitions; customFields of a requisition hold it." })
export class AtsRequisitionField {
  @Field(() => ID, { description: "Lever's own id, as it is: the key in customFields, e.g. cost_center." })
  id!: string;

  @Field(() => String, { description: "What people read." })
  label!: string;

  @Field(() => String, { description: "number, text, date, object, dropdown; or what Lever added since." })
  type!: string;

  @Field(() => Boolean, { description: "Whether every requisition must have it." })
  required!: boolean;

  @Field(() => Json, { nullable: true, description: "Of a dropdown: a list of { id, text }." })
  options!: unknown;

  @Field(() => Json, { nullable: true, description: "Of an object: a list of { id, text, type }." })
  subfields!: unknown;
}
