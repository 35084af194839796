import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf, type PartRelation } from "../part-relations.js";
import { notesByOpportunity } from "./note.loader.js";
import { AtsNote, AtsNoteComment } from "./note.js";

const RELATIONS: readonly PartRelation[] = [{ field: "author", expand: "user", of: "user" }];

@Resolver(() => Opportunity)
export class OpportunityNotesResolver {
  @FieldResolver(() => [AtsNote], { nullable: true, description: "Its notes that the caller may see, newest first." })
  async notes(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsNote[] | null> {
    const asked = { selection: selectionOf(info, "AtsNote"), relations: RELATIONS };
    return visibleNotes(context, await partsOf(context, root, notesByOpportunity, asked));
  }
}

@Resolver(() => AtsNote)
export class NoteResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who wrote it; null where the API did." })
  author(@Root() root: AtsNote, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.authorExternalId, info);
  }
}

@Resolver(() => AtsNoteComment)
export class NoteCommentResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who wrote it; null where the API did." })
  author(@Root() root: AtsNoteComment, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.authorExternalId, info);
  }
}

/** Secret notes are for the role confidential alone; newest first. */
export function visibleNotes(
  { caller }: Pick<GraphContext, "caller">,
  notes: readonly AtsNote[] | null,
): readonly AtsNote[] | null {
  const seesSecret = caller.roles.has("confidential");
  const visible = notes?.filter(({ secret }) => seesSecret || !secret);
  return visible ? [...visible].sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0)) : null;
}
