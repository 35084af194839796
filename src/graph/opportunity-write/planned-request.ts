import { Field, ObjectType } from "type-graphql";
import { Json } from "../scalars/json.js";

@ObjectType({ description: "A request that would be sent to Lever." })
export class AtsPlannedRequest {
  @Field(() => String, { description: "The HTTP method." })
  method!: string;

  @Field(() => String, {
    description: "What follows Lever's base URL, query included; $new stands for an id that Lever is yet to give.",
  })
  path!: string;

  @Field(() => Json, {
    nullable: true,
    description: 'The JSON body; of a multipart request its fields as JSON, each file as {"$file": "<name>"}.',
  })
  body!: unknown;
}
