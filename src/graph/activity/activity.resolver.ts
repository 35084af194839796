import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { Candidate } from "../candidate/candidate.js";
import { opportunitiesOf } from "../candidate/candidate-opportunities.loader.js";
import { LIST_SIZE } from "../directives.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { pageOf } from "../page-of.js";
import { type ActivityPage, AtsActivity, AtsActivityConnection, type AtsActivityKind } from "./activity.js";
import { ActivityArguments } from "./activity-arguments.js";
import { activityFeed } from "./activity-feed.loader.js";

@Resolver(() => Opportunity)
export class OpportunityActivityResolver {
  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsActivityConnection, {
    nullable: true,
    description: "What happened to it, newest first; what the key may not read is named in missing.",
  })
  activityFeed(
    @Root() root: Opportunity,
    @Args(() => ActivityArguments) { kinds, ...page }: ActivityArguments,
    @Ctx() context: GraphContext,
  ): Promise<ActivityPage> {
    const list = {
      connectionId: root.connectionId,
      field: `opportunity.${root.externalId}.activityFeed`,
      filter: kinds,
    };
    return activityFeed(context, [root], kinds ?? null, pageOf(context, list, page));
  }
}

@Resolver(() => Candidate)
export class CandidateActivityResolver {
  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsActivityConnection, {
    nullable: true,
    description: "What happened to the person, newest first; what the key may not read is named in missing.",
  })
  async activityFeed(
    @Root() root: Candidate,
    @Args(() => ActivityArguments) { kinds, ...page }: ActivityArguments,
    @Ctx() context: GraphContext,
  ): Promise<ActivityPage> {
    const list = { connectionId: root.connectionId, field: `candidate.${root.externalId}.activityFeed`, filter: kinds };
    const request = pageOf(context, list, page);
    const wantsApplications = asksFor(kinds ?? null, "APPLIED");
    const rows = await opportunitiesOf(context, root, wantsApplications ? ["applications"] : []);
    return activityFeed(context, rows ?? [], kinds ?? null, request);
  }
}

@Resolver(() => AtsActivity)
export class ActivityResolver {
  @FieldResolver(() => Opportunity, { nullable: true, description: "The candidacy it happened to." })
  opportunity(@Root() { root }: AtsActivity): Opportunity {
    return root;
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who did it; null where Lever does not say." })
  actor(
    @Root() { root, actorExternalId }: AtsActivity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return userOf(context, root.connectionId, actorExternalId, info);
  }
}

function asksFor(kinds: readonly AtsActivityKind[] | null, kind: AtsActivityKind): boolean {
  return kinds === null || kinds.includes(kind);
}
