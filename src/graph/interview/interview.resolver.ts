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
import { interviewsByOpportunity } from "./interview.loader.js";
import { AtsInterview, AtsInterviewer } from "./interview.js";

const RELATIONS: readonly PartRelation[] = [{ field: "stage", expand: "stage", of: "stage" }];

@Resolver(() => Opportunity)
export class OpportunityInterviewsResolver {
  @FieldResolver(() => [AtsInterview], {
    nullable: true,
    description: "Its interviews, cancelled ones too; the latest to begin first.",
  })
  async interviews(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsInterview[] | null> {
    const asked = { selection: selectionOf(info, "AtsInterview"), relations: RELATIONS };
    const interviews = await partsOf(context, root, interviewsByOpportunity, asked);
    return interviews && newestFirst(interviews, ({ startsAt }) => startsAt);
  }
}

@Resolver(() => AtsInterview)
export class InterviewResolver {
  @FieldResolver(() => AtsStage, { nullable: true, description: "Where the candidacy was when it was scheduled." })
  stage(@Root() root: AtsInterview, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return stageOf(context, root.connectionId, root.stageExternalId, info);
  }
}

@Resolver(() => AtsInterviewer)
export class InterviewerResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "The interviewer's user in Lever." })
  user(@Root() root: AtsInterviewer, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.userExternalId, info);
  }
}
