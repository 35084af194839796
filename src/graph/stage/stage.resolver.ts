import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { through } from "../entity-reference.js";
import { stageIndexById } from "./stage-index.loader.js";
import { AtsStage } from "./stage.js";

@Resolver(() => AtsStage)
export class StageResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: "Its place in Lever's list of stages, from 0; null where the list hasn't it.",
  })
  index(@Root() { connectionId, externalId }: AtsStage, @Ctx() context: GraphContext): Promise<number | null> {
    return through(context, connectionId, ({ load }) => load(stageIndexById, externalId));
  }
}
