import { ArgsType, Field, ID } from "type-graphql";

/** By what people are looked for, and where. */
@ArgsType()
export class MatchArguments {
  @Field(() => ID, { nullable: true, description: "In this connection only; without it, in all that are enabled." })
  connectionId?: string | null;

  @Field(() => [String], { nullable: true, description: "Addresses; at most 100." })
  emails?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Links to LinkedIn profiles, in any spelling; at most 100." })
  linkedinUrls?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Links to GitHub profiles, in any spelling; at most 100." })
  githubUrls?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Links to profiles in Findem; at most 100." })
  findemProfileUrls?: string[] | null;
}
