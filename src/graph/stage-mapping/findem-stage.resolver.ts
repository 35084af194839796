import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsStage } from "../stage/stage.js";
import { AtsFindemStage } from "./findem-stage.js";
import { mappedStages } from "./mapped-references.js";

@Resolver(() => AtsFindemStage)
export class FindemStageResolver {
  @FieldResolver(() => [AtsStage], { description: "The stages of Lever's that it holds, in the admin's order." })
  stages(
    @Root() { mapping, stageExternalIds }: AtsFindemStage,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsStage[]> | readonly Partial<AtsStage>[] {
    return mappedStages(context, mapping, stageExternalIds, info);
  }
}
