import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import type { Page } from "../../paging/connection-types.js";
import { selectionOf } from "../../planning/selection.js";
import { unmapped } from "../../stage-mapping/pipeline.js";
import { LIST_SIZE } from "../directives.js";
import { keyOf, through } from "../entity-reference.js";
import { PageArguments } from "../list-arguments.js";
import { filteredPage } from "../opportunity/filtered-page.loader.js";
import { type Opportunity, OpportunityConnection } from "../opportunity/opportunity.js";
import { pageOf } from "../page-of.js";
import { mappedStages } from "../stage-mapping/mapped-references.js";
import { AtsStage } from "../stage/stage.js";
import { allStages, stageById } from "../stage/stage.loader.js";
import { AtsPipelineBucket } from "./pipeline-bucket.js";

@Resolver(() => AtsPipelineBucket)
export class PipelineBucketResolver {
  @FieldResolver(() => [AtsStage], { description: "The stages of Lever's whose opportunities are in it." })
  async stages(
    @Root() bucket: AtsPipelineBucket,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly Partial<AtsStage>[]> {
    const { mapping, findemStage } = bucket;
    if (findemStage) return mappedStages(context, mapping, findemStage.stageExternalIds, info);
    return (await through(context, mapping.connectionId, (scope) => unmappedStages(scope, bucket))) ?? [];
  }

  @Directive(LIST_SIZE)
  @FieldResolver(() => OpportunityConnection, {
    nullable: true,
    description:
      "The active opportunities in it, as Lever lists them; for the postings that the pipeline is asked for.",
  })
  async opportunities(
    @Root() bucket: AtsPipelineBucket,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Opportunity> | null> {
    const { id, mapping, postingIds } = bucket;
    const { connectionId } = mapping;
    return through(context, connectionId, async (scope) => {
      const stageIds = [...(await stageIdsOf(scope, bucket))].sort();
      // Lever's page tokens are good for the same stages only: a cursor is refused after the mapping has changed.
      const list = { connectionId, field: `pipeline.${id}.opportunities`, filter: { postingIds, stageIds } };
      const request = pageOf(context, list, page);
      const selection = selectionOf(info, "OpportunityConnection");
      return filteredPage(scope, { postingIds: postingIds && [...postingIds] }, selection, request, { stageIds });
    });
  }
}

async function stageIdsOf(scope: ConnectionScope, bucket: AtsPipelineBucket): Promise<readonly string[]> {
  if (bucket.findemStage) return bucket.findemStage.stageExternalIds;
  return (await unmappedStages(scope, bucket)).map(({ externalId }) => externalId);
}

/** Those of Lever's list, and those that somebody is in and that were made after it was kept. */
async function unmappedStages(
  { lever, load }: ConnectionScope,
  { mapping, seenUnmappedIds }: AtsPipelineBucket,
): Promise<readonly AtsStage[]> {
  const stages = await load(allStages, "all");
  const listed = new Set(stages.map(({ externalId }) => externalId));
  const others = seenUnmappedIds.filter((id) => !listed.has(id));
  const read = await Promise.all(others.map((id) => load(stageById, id)));
  const made = others.map((id, place) => read[place] ?? { ...keyOf(lever.connectionId, id), name: id });
  return [...unmapped(mapping.document, stages), ...made];
}
