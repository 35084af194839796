import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { MAX_VALUES_PER_REQUEST } from "../../planning/chunks.js";
import { selectionOf } from "../../planning/selection.js";
import type { SlaCounts } from "../../stage-mapping/pipeline-tally.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { externalIdsOf, through } from "../entity-reference.js";
import { stageMappingInForce } from "../stage-mapping/stage-mapping.loader.js";
import { AtsInboundSummary } from "./inbound-summary.js";
import { AtsPipelineBucket, toBuckets } from "./pipeline-bucket.js";
import { pipelineTally } from "./pipeline-tally.loader.js";

const POSTING_IDS = "Only those applied to these postings; an empty list matches nothing.";

/** Where nobody asked for counts, none are shown. */
const NOT_COUNTED: SlaCounts = { count: 0, dueSoon: 0, breached: 0 };

const COUNT_FIELDS = ["count", "dueSoon", "breached"];

@Resolver(() => AtsConnection)
export class ConnectionPipelineResolver {
  @FieldResolver(() => AtsInboundSummary, {
    nullable: true,
    description:
      "How many active opportunities are in the inbound stages. Lever tells no counts: it costs a request for each hundred of them.",
  })
  async inboundSummary(
    @Root() { id }: AtsConnection,
    @Ctx() context: GraphContext,
    @Arg("postingIds", () => [ID], { nullable: true, description: POSTING_IDS }) postingIds?: string[] | null,
  ): Promise<AtsInboundSummary | null> {
    const postings = postingsOf(id, postingIds);
    return through(context, id, async ({ load }) => {
      const mapping = await load(stageMappingInForce, "now");
      return (await load(pipelineTally, { mapping, postingIds: postings, inboundOnly: true })).inbound;
    });
  }

  @FieldResolver(() => [AtsPipelineBucket], {
    nullable: true,
    description:
      "One bucket for each Findem stage of the stage mapping, in its order, then one for unmapped stages. Lever tells no counts: they cost a request for each hundred active opportunities, all buckets and inboundSummary together.",
  })
  async pipeline(
    @Root() { id }: AtsConnection,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("postingIds", () => [ID], { nullable: true, description: POSTING_IDS }) postingIds?: string[] | null,
  ): Promise<readonly AtsPipelineBucket[] | null> {
    const postings = postingsOf(id, postingIds);
    const selection = selectionOf(info, "AtsPipelineBucket");
    const asksCounts = COUNT_FIELDS.some((field) => selection.has(field));
    return through(context, id, async ({ load }) => {
      const mapping = await load(stageMappingInForce, "now");
      const tally = asksCounts
        ? await load(pipelineTally, { mapping, postingIds: postings, inboundOnly: false })
        : undefined;
      return toBuckets({
        mapping,
        postingIds: postingIds ?? null,
        seenUnmappedIds: tally?.unmappedStageIds ?? [],
        countsOf: (findemStageId) => tally?.countsOf(findemStageId) ?? NOT_COUNTED,
      });
    });
  }
}

/**
 * Lever's ids of the connection's own among the postings; null: all.
 * @throws GraphQLError BAD_USER_INPUT
 */
function postingsOf(connectionId: string, ids: readonly string[] | null | undefined): readonly string[] | null {
  if (ids == null) return null;
  if (ids.length > MAX_VALUES_PER_REQUEST) {
    throw badUserInput("postingIds", `give at most ${MAX_VALUES_PER_REQUEST} values`);
  }
  return [...new Set(externalIdsOf(connectionId, ids, "postingIds"))];
}
