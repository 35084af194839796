import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { AtsStage } from "../stage/stage.js";
import { stageOf } from "../stage/stage-reference.loader.js";
import { OpportunityStageChange } from "./opportunity.js";

@Resolver(() => OpportunityStageChange)
export class StageChangeResolver {
  @FieldResolver(() => AtsStage, { nullable: true, description: "The stage it moved to." })
  stage(@Root() root: OpportunityStageChange, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return stageOf(context, root.connectionId, root.stageExternalId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who moved it; null where nobody is named." })
  user(@Root() root: OpportunityStageChange, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.userExternalId, info);
  }
}
