import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { Candidate } from "../candidate/candidate.js";
import { opportunitiesOf } from "../candidate/candidate-opportunities.loader.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf, type PartRelation } from "../part-relations.js";
import { notesByOpportunity } from "./note.loader.js";
import { AtsNote, AtsNoteComment } from "./note.js";
import { visibleNotes } from "./visible-notes.js";

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

@Resolver(() => Candidate)
export class CandidateNotesResolver {
  @FieldResolver(() => [AtsNote], {
    nullable: true,
    description: "The notes on all of the person's opportunities that the caller may see, newest first.",
  })
  async notes(
    @Root() root: Candidate,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsNote[] | null> {
    const asked = { selection: selectionOf(info, "AtsNote"), relations: RELATIONS };
    const rows = (await opportunitiesOf(context, root, [])) ?? [];
    const notes = await Promise.all(rows.map((row) => partsOf(context, row, notesByOpportunity, asked)));
    return visibleNotes(
      context,
      notes.flatMap((some) => some ?? []),
    );
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
