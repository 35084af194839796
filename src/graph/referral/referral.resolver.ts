import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { newestFirst } from "../newest-first.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf, type PartRelation } from "../part-relations.js";
import { AtsStage } from "../stage/stage.js";
import { stageOf } from "../stage/stage-reference.loader.js";
import { referralsByOpportunity } from "./referral.loader.js";
import { AtsReferral } from "./referral.js";

const RELATIONS: readonly PartRelation[] = [
  { field: "referrer", expand: "referrer", of: "user" },
  { field: "author", expand: "user", of: "user" },
  { field: "stage", expand: "stage", of: "stage" },
];

@Resolver(() => Opportunity)
export class OpportunityReferralsResolver {
  @FieldResolver(() => [AtsReferral], { nullable: true, description: "Who recommended the candidate, newest first." })
  async referrals(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsReferral[] | null> {
    const asked = { selection: selectionOf(info, "AtsReferral"), relations: RELATIONS };
    const referrals = await partsOf(context, root, referralsByOpportunity, asked);
    return referrals && newestFirst(referrals, ({ createdAt }) => createdAt);
  }
}

@Resolver(() => AtsReferral)
export class ReferralResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who refers; null where it was entered by hand." })
  referrer(@Root() root: AtsReferral, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.referrerExternalId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who entered it into Lever." })
  author(@Root() root: AtsReferral, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.authorExternalId, info);
  }

  @FieldResolver(() => AtsStage, { nullable: true, description: "Where the candidacy was at the time." })
  stage(@Root() root: AtsReferral, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return stageOf(context, root.connectionId, root.stageExternalId, info);
  }
}
