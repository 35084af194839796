import { ArgsType, Field } from "type-graphql";
import { PageArguments } from "../list-arguments.js";
import { AtsActivityKind } from "./activity.js";

/** What of a feed to show. */
@ArgsType()
export class ActivityArguments extends PageArguments {
  @Field(() => [AtsActivityKind], { nullable: true, description: "Only these; all of them without it." })
  kinds?: AtsActivityKind[] | null;
}
