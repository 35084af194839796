import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { RivalContext } from "../serve/rival-context.js";
import { AtsUser, userOf } from "./reference-data.js";

@ObjectType()
export class AtsNote {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  text!: string;

  authorId!: string | null;
}

@ObjectType()
export class AtsFile {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int)
  size!: number;
}

@ObjectType()
export class AtsWorkExperience {
  @Field(() => String, { nullable: true })
  company!: string | null;

  @Field(() => String, { nullable: true })
  title!: string | null;
}

@ObjectType()
export class AtsResume {
  @Field(() => ID)
  id!: string;

  @Field(() => [AtsWorkExperience])
  positions!: readonly AtsWorkExperience[];
}

@ObjectType()
export class AtsInterviewer {
  @Field(() => String)
  name!: string;
}

@ObjectType()
export class AtsInterview {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  subject!: string | null;

  @Field(() => String)
  startsAt!: string;

  @Field(() => [AtsInterviewer])
  interviewers!: readonly AtsInterviewer[];
}

@ObjectType()
export class AtsFeedback {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@Resolver(() => AtsNote)
export class NoteResolver {
  @FieldResolver(() => AtsUser, { nullable: true })
  author(@Root() { authorId }: AtsNote, @Ctx() context: RivalContext): Promise<AtsUser | null> {
    return userOf(context, authorId);
  }
}
