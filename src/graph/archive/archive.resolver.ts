import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsArchiveReason } from "../archive-reason/archive-reason.js";
import { archiveReasonById } from "../archive-reason/archive-reason.loader.js";
import { KEY_FIELDS, keyOf, through } from "../entity-reference.js";
import { OpportunityArchive } from "./archive.js";

@Resolver(() => OpportunityArchive)
export class ArchiveResolver {
  @FieldResolver(() => AtsArchiveReason, { nullable: true, description: "Why it was archived." })
  reason(
    @Root() { connectionId, reasonExternalId }: OpportunityArchive,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AtsArchiveReason | null> | Partial<AtsArchiveReason> | null {
    if (reasonExternalId === null) return null;
    if (selectionOf(info, "AtsArchiveReason").asksOnly(KEY_FIELDS)) return keyOf(connectionId, reasonExternalId);
    return through(context, connectionId, ({ load }) => load(archiveReasonById, reasonExternalId));
  }
}
