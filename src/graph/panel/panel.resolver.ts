import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf, union } from "../../planning/selection.js";
import { newestFirst } from "../newest-first.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf, type PartRelation } from "../part-relations.js";
import { AtsStage } from "../stage/stage.js";
import { stageOf } from "../stage/stage-reference.loader.js";
import { panelsByOpportunity } from "./panel.loader.js";
import { AtsPanel } from "./panel.js";

const RELATIONS: readonly PartRelation[] = [{ field: "stage", expand: "stage", of: "stage" }];

@Resolver(() => Opportunity)
export class OpportunityPanelsResolver {
  @FieldResolver(() => [AtsPanel], {
    nullable: true,
    description: "Its panels, cancelled ones too; the latest to begin first. Needs a permission outside Findem's list.",
  })
  async panels(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsPanel[] | null> {
    const selection = selectionOf(info, "AtsPanel");
    // The stage of its interviews is the panel's.
    const asked = { selection: union(selection, selection.of("interviews")), relations: RELATIONS };
    const panels = await partsOf(context, root, panelsByOpportunity, asked);
    return panels && newestFirst(panels, ({ startsAt }) => startsAt);
  }
}

@Resolver(() => AtsPanel)
export class PanelResolver {
  @FieldResolver(() => AtsStage, { nullable: true, description: "Where the candidacy was when it was scheduled." })
  stage(@Root() root: AtsPanel, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return stageOf(context, root.connectionId, root.stageExternalId, info);
  }
}
