import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { dangling, namedIn, unmapped } from "../../stage-mapping/pipeline.js";
import { AtsArchiveReason } from "../archive-reason/archive-reason.js";
import { allArchiveReasons } from "../archive-reason/archive-reason.loader.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { connectionOf } from "../ats-connection/ats-connection.loader.js";
import { through } from "../entity-reference.js";
import { AtsStage } from "../stage/stage.js";
import { allStages } from "../stage/stage.loader.js";
import { AtsFindemStage, toFindemStage } from "./findem-stage.js";
import { mappedReasons, mappedStages } from "./mapped-references.js";
import { namedReasons, namedStages } from "./seen-in-lever.loader.js";
import { StageMapping } from "./stage-mapping.js";

@Resolver(() => StageMapping)
export class StageMappingResolver {
  @FieldResolver(() => AtsConnection, { description: "The connection whose stages it maps." })
  connection(@Root() { record }: StageMapping, @Ctx() context: GraphContext): Promise<AtsConnection> {
    return connectionOf(context, record.connectionId);
  }

  @FieldResolver(() => [AtsStage], { description: "Stages that new applicants come into." })
  inboundStages(@Root() { record }: StageMapping, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return mappedStages(context, record, record.document.inboundStageIds, info);
  }

  @FieldResolver(() => [AtsStage], { description: "Stages that nobody is advanced to from Findem." })
  advanceExcludedStages(
    @Root() { record }: StageMapping,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return mappedStages(context, record, record.document.advanceExcludedStageIds, info);
  }

  @FieldResolver(() => [AtsArchiveReason], { description: "Reasons that nobody is rejected with from Findem." })
  rejectExcludedReasons(
    @Root() { record }: StageMapping,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return mappedReasons(context, record, record.document.rejectExcludedReasonIds, info);
  }

  @FieldResolver(() => [AtsFindemStage], { description: "In the admin's order." })
  findemStages(@Root() { record }: StageMapping): readonly AtsFindemStage[] {
    return record.document.findemStages.map((stage) => toFindemStage(record, stage));
  }

  @FieldResolver(() => [AtsStage], { nullable: true, description: "Stages in Lever that no Findem stage holds." })
  unmappedStages(@Root() { record }: StageMapping, @Ctx() context: GraphContext): Promise<readonly AtsStage[] | null> {
    return through(context, record.connectionId, async ({ load }) =>
      unmapped(record.document, await load(allStages, "all")),
    );
  }

  @FieldResolver(() => [AtsStage], {
    nullable: true,
    description: "Stages that the mapping names and Lever no longer has, by the names last seen.",
  })
  danglingStages(@Root() { record }: StageMapping, @Ctx() context: GraphContext): Promise<readonly AtsStage[] | null> {
    return through(context, record.connectionId, async ({ load }) => {
      const { stageIds } = namedIn(record.document);
      return namedStages(context, record, dangling(stageIds, await load(allStages, "all")));
    });
  }

  @FieldResolver(() => [AtsArchiveReason], {
    nullable: true,
    description: "Archive reasons that the mapping names and Lever no longer has, by the names last seen.",
  })
  danglingReasons(
    @Root() { record }: StageMapping,
    @Ctx() context: GraphContext,
  ): Promise<readonly AtsArchiveReason[] | null> {
    return through(context, record.connectionId, async ({ load }) => {
      const { reasonIds } = namedIn(record.document);
      if (reasonIds.length === 0) return [];
      return namedReasons(context, record, dangling(reasonIds, await load(allArchiveReasons, "all")));
    });
  }
}
