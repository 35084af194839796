import { ArgsType, Field, Int } from "type-graphql";

/** `first` and `after` of a list with pages of fifty. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: 50, description: "How many rows at most, 1 to 500." })
  first!: number;

  @Field(() => String, { nullable: true, description: "The cursor of the edge to go on behind." })
  after?: string | null;
}

/** `first` and `after` of a list with pages of a hundred. */
@ArgsType()
export class LongPageArguments {
  @Field(() => Int, { defaultValue: 100, description: "How many rows at most, 1 to 500." })
  first!: number;

  @Field(() => String, { nullable: true, description: "The cursor of the edge to go on behind." })
  after?: string | null;
}
