import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { newestFirst } from "../newest-first.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf, type PartRelation } from "../part-relations.js";
import { feedbackByOpportunity } from "./feedback.loader.js";
import { AtsFeedback } from "./feedback.js";

const RELATIONS: readonly PartRelation[] = [{ field: "author", expand: "user", of: "user" }];

@Resolver(() => Opportunity)
export class OpportunityFeedbackResolver {
  @FieldResolver(() => [AtsFeedback], {
    nullable: true,
    description: "What people think of the candidate, newest first. Needs a permission outside Findem's list.",
  })
  async feedback(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsFeedback[] | null> {
    const asked = { selection: selectionOf(info, "AtsFeedback"), relations: RELATIONS };
    const feedback = await partsOf(context, root, feedbackByOpportunity, asked);
    return feedback && newestFirst(feedback, ({ createdAt }) => createdAt);
  }
}

@Resolver(() => AtsFeedback)
export class FeedbackResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who gave it." })
  author(@Root() root: AtsFeedback, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.authorExternalId, info);
  }
}
