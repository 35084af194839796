import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsArchiveReason } from "../archive-reason/archive-reason.js";
import { allArchiveReasons } from "../archive-reason/archive-reason.loader.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { through } from "../entity-reference.js";
import { StageMapping, toStageMapping } from "./stage-mapping.js";
import { stageMappingInForce, stageMappingOf } from "./stage-mapping.loader.js";

@Resolver(() => AtsConnection)
export class ConnectionStageMappingResolver {
  @FieldResolver(() => StageMapping, {
    nullable: true,
    description: "How stages and archive reasons are used in Findem; a proposal until an admin saves one.",
  })
  async stageMapping(@Root() { id }: AtsConnection, @Ctx() context: GraphContext): Promise<StageMapping | null> {
    const record = await stageMappingOf(context, id);
    return record && toStageMapping(record);
  }

  @FieldResolver(() => [AtsArchiveReason], {
    nullable: true,
    description: "What may be chosen when rejecting: active, of type NON_HIRED, not excluded by the stage mapping.",
  })
  rejectReasons(
    @Root() { id }: AtsConnection,
    @Ctx() context: GraphContext,
  ): Promise<readonly AtsArchiveReason[] | null> {
    return through(context, id, async ({ load }) => {
      const [reasons, { document }] = await Promise.all([
        load(allArchiveReasons, "all"),
        load(stageMappingInForce, "now"),
      ]);
      const excluded = new Set(document.rejectExcludedReasonIds);
      return reasons.filter(
        ({ active, type, externalId }) => active === true && type === "NON_HIRED" && !excluded.has(externalId),
      );
    });
  }
}
