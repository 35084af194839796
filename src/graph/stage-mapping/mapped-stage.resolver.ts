import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { advanceTargets, findemStageOf, isInbound, nextStage } from "../../stage-mapping/pipeline.js";
import type { StageMappingDocument } from "../../store/store.js";
import { through } from "../entity-reference.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { AtsStage } from "../stage/stage.js";
import { allStages } from "../stage/stage.loader.js";
import { AtsFindemStage, toFindemStage } from "./findem-stage.js";
import { stageMappingInForce, stageMappingOf } from "./stage-mapping.loader.js";

@Resolver(() => AtsStage)
export class MappedStageResolver {
  @FieldResolver(() => AtsFindemStage, { nullable: true, description: "The Findem stage that holds it." })
  findemStage(
    @Root() { connectionId, externalId }: AtsStage,
    @Ctx() context: GraphContext,
  ): Promise<AtsFindemStage | null> {
    return findemStageIn(context, connectionId, externalId);
  }
}

/** Where a candidacy is, and where it may go, by the stage mapping. */
@Resolver(() => Opportunity)
export class MappedOpportunityResolver {
  @FieldResolver(() => AtsFindemStage, {
    nullable: true,
    description: "The Findem stage that holds its stage; of an archived one: its last stage.",
  })
  findemStage(
    @Root() { connectionId, stageExternalId }: Opportunity,
    @Ctx() context: GraphContext,
  ): Promise<AtsFindemStage | null> {
    return findemStageIn(context, connectionId, stageExternalId);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether the stage mapping marks its stage as inbound.",
  })
  async isInbound(
    @Root() { connectionId, stageExternalId }: Opportunity,
    @Ctx() context: GraphContext,
  ): Promise<boolean | null> {
    const mapping = await stageMappingOf(context, connectionId);
    return mapping && isInbound(mapping.document, stageExternalId);
  }

  @FieldResolver(() => AtsStage, {
    nullable: true,
    description: "The next stage that the stage mapping does not exclude; null for an archived one.",
  })
  async nextStage(@Root() root: Opportunity, @Ctx() context: GraphContext): Promise<AtsStage | null> {
    if (root.archive) return null;
    return inPipeline(context, root, (document, stages) => nextStage(document, stages, root.stageExternalId));
  }

  @FieldResolver(() => [AtsStage], {
    nullable: true,
    description:
      "Stages it may be advanced to: the pipeline's later stages less those that the stage mapping excludes. Empty for an archived one.",
  })
  async advanceTargets(@Root() root: Opportunity, @Ctx() context: GraphContext): Promise<readonly AtsStage[] | null> {
    if (root.archive) return [];
    return inPipeline(context, root, (document, stages) => advanceTargets(document, stages, root.stageExternalId));
  }
}

async function findemStageIn(
  context: GraphContext,
  connectionId: string,
  stageId: string,
): Promise<AtsFindemStage | null> {
  const mapping = await stageMappingOf(context, connectionId);
  const holder = mapping && findemStageOf(mapping.document, stageId);
  return holder && toFindemStage(mapping, holder);
}

function inPipeline<Value>(
  context: GraphContext,
  { connectionId }: Opportunity,
  read: (document: StageMappingDocument, stages: readonly AtsStage[]) => Value,
): Promise<Value | null> {
  return through(context, connectionId, async ({ load }) => {
    const [{ document }, stages] = await Promise.all([load(stageMappingInForce, "now"), load(allStages, "all")]);
    return read(document, stages);
  });
}
