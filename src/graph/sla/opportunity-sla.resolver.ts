import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { findemStageOf } from "../../stage-mapping/pipeline.js";
import { enteredAt, slaOf } from "../../stage-mapping/sla.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { DateTime } from "../scalars/date-time.js";
import { toFindemStage } from "../stage-mapping/findem-stage.js";
import { stageMappingOf } from "../stage-mapping/stage-mapping.loader.js";
import { AtsStageSla } from "./stage-sla.js";

/** How long a candidacy has been where it is, by its row and the stage mapping alone: at no request of its own. */
@Resolver(() => Opportunity)
export class OpportunitySlaResolver {
  @FieldResolver(() => DateTime, {
    nullable: true,
    description:
      "When it entered its Findem stage: moves between two ATS stages of one Findem stage do not restart it. Null where no Findem stage holds its stage.",
  })
  async findemStageEnteredAt(@Root() root: Opportunity, @Ctx() context: GraphContext): Promise<number | null> {
    const mapping = await stageMappingOf(context, root.connectionId);
    const stage = mapping && findemStageOf(mapping.document, root.stageExternalId);
    return stage && enteredAt(stage.stageIds, root);
  }

  @FieldResolver(() => AtsStageSla, {
    nullable: true,
    description: "Null where its Findem stage has no SLA, or it is archived.",
  })
  async sla(@Root() root: Opportunity, @Ctx() context: GraphContext): Promise<AtsStageSla | null> {
    if (root.archive) return null;
    const mapping = await stageMappingOf(context, root.connectionId);
    const stage = mapping && findemStageOf(mapping.document, root.stageExternalId);
    const sla = slaOf(stage, root, context.now);
    return mapping && stage && sla && { findemStage: toFindemStage(mapping, stage), ...sla };
  }
}
