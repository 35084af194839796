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
import { profileFormsByOpportunity } from "./profile-form.loader.js";
import { AtsProfileForm } from "./profile-form.js";

const RELATIONS: readonly PartRelation[] = [
  { field: "author", expand: "user", of: "user" },
  { field: "stage", expand: "stage", of: "stage" },
];

@Resolver(() => Opportunity)
export class OpportunityFormsResolver {
  @FieldResolver(() => [AtsProfileForm], { nullable: true, description: "Its profile forms, newest first." })
  async forms(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsProfileForm[] | null> {
    const asked = { selection: selectionOf(info, "AtsProfileForm"), relations: RELATIONS };
    const forms = await partsOf(context, root, profileFormsByOpportunity, asked);
    return forms && newestFirst(forms, ({ createdAt }) => createdAt);
  }
}

@Resolver(() => AtsProfileForm)
export class ProfileFormResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who filled it in; null where the API did." })
  author(@Root() root: AtsProfileForm, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.authorExternalId, info);
  }

  @FieldResolver(() => AtsStage, { nullable: true, description: "Where the candidacy was at the time." })
  stage(@Root() root: AtsProfileForm, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return stageOf(context, root.connectionId, root.stageExternalId, info);
  }
}
