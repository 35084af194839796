import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from "type-graphql";
import type { RivalContext } from "../serve/rival-context.js";
import { Opportunity, toOpportunity } from "./opportunity.js";
import { AtsStage, AtsUser, stageOf, userOf } from "./reference-data.js";

@ObjectType()
export class AtsConnection {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
export class OpportunityConnection {
  @Field(() => [Opportunity])
  nodes!: readonly Opportunity[];
}

@ObjectType()
export class AtsUserConnection {
  @Field(() => [AtsUser])
  nodes!: readonly AtsUser[];
}

@ObjectType()
export class AtsFindemStage {
  @Field(() => String)
  name!: string;
}

@ObjectType()
export class AtsPipelineBucket {
  @Field(() => AtsFindemStage, { nullable: true })
  findemStage!: AtsFindemStage | null;

  stageIds!: readonly string[];
}

@Resolver(() => AtsConnection)
export class ConnectionResolver {
  @Query(() => AtsConnection, { nullable: true })
  atsConnection(@Arg("id", () => ID) id: string): AtsConnection {
    return { id };
  }

  @FieldResolver(() => OpportunityConnection)
  async opportunities(
    @Ctx() context: RivalContext,
    @Arg("first", () => Int) limit: number,
  ): Promise<OpportunityConnection> {
    const rows = await context.lever.opportunities({ limit });
    return { nodes: rows.map((row) => toOpportunity(context, row)) };
  }

  @FieldResolver(() => OpportunityConnection)
  async inboundApplicants(
    @Ctx() context: RivalContext,
    @Arg("first", () => Int) limit: number,
  ): Promise<OpportunityConnection> {
    const stage_id = context.surroundings.inboundStageIds;
    const rows = await context.lever.opportunities({ limit, stage_id, archived: false });
    return { nodes: rows.map((row) => toOpportunity(context, row)) };
  }

  @FieldResolver(() => AtsUserConnection)
  async users(@Ctx() context: RivalContext, @Arg("first", () => Int) _first: number): Promise<AtsUserConnection> {
    const own = await context.lever.userByEmail(context.callerEmail);
    const user = await userOf(context, own.id);
    return { nodes: user ? [user] : [] };
  }

  @FieldResolver(() => [AtsPipelineBucket])
  pipeline(@Ctx() { surroundings }: RivalContext): readonly AtsPipelineBucket[] {
    const mapped = surroundings.board.map(({ name, stageIds }) => ({ findemStage: { name }, stageIds }));
    return [...mapped, { findemStage: null, stageIds: [] }];
  }
}

@Resolver(() => AtsPipelineBucket)
export class PipelineBucketResolver {
  @FieldResolver(() => Int)
  async count(@Root() { stageIds }: AtsPipelineBucket, @Ctx() { lever }: RivalContext): Promise<number> {
    const counts = await Promise.all(stageIds.map((id) => lever.activeIn(id)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  @FieldResolver(() => [AtsStage])
  stages(@Root() { stageIds }: AtsPipelineBucket, @Ctx() context: RivalContext): Promise<readonly AtsStage[]> {
    return Promise.all(stageIds.map((id) => stageOf(context, id)));
  }
}
