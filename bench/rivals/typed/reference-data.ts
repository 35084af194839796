import { Field, ID, ObjectType } from "type-graphql";
import { idOf, type RivalContext } from "../serve/rival-context.js";

@ObjectType()
export class AtsStage {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
export class AtsUser {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  email!: string;
}

@ObjectType()
export class AtsPosting {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  title!: string;
}

/** A stage of the pipeline. */
export async function stageOf(context: RivalContext, stageId: string): Promise<AtsStage> {
  const { id, text } = await context.lever.stage(stageId);
  return { id: idOf(context, id), name: text };
}

/** A user of Lever's; null for none. */
export async function userOf(context: RivalContext, userId: string | null): Promise<AtsUser | null> {
  if (userId === null) return null;
  const { id, name, email } = await context.lever.user(userId);
  return { id: idOf(context, id), name, email };
}

/** A posting; null for none. */
export async function postingOf(context: RivalContext, postingId: string | null): Promise<AtsPosting | null> {
  if (postingId === null) return null;
  const { id, text } = await context.lever.posting(postingId);
  return { id: idOf(context, id), title: text };
}
