import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { AtsApplication } from "../application/application.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { connectionOf } from "../ats-connection/ats-connection.loader.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf, usersOf } from "../ats-user/user-reference.loader.js";
import { externalReference } from "../entity-reference.js";
import { AtsPosting } from "../posting/posting.js";
import { postingOf } from "../posting/posting-reference.loader.js";
import { AtsStage } from "../stage/stage.js";
import { stageOf } from "../stage/stage-reference.loader.js";
import { applicationWith } from "./opportunity-application.loader.js";
import { readOpportunity } from "./read-opportunity.loader.js";
import { Opportunity } from "./opportunity.js";

/** The most opportunities that one query may name. */
const MAX_IDS = 500;

@Resolver(() => Opportunity)
export class OpportunityResolver {
  @Query(() => Opportunity, { nullable: true, description: "The opportunity of that id, or null." })
  async atsOpportunity(
    @Arg("id", () => ID, { description: "<connection>.<opportunity>" }) id: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Opportunity | null> {
    const { connectionId, externalId } = externalReference(id, "id");
    return readOpportunity(context, connectionId, { externalId }, info);
  }

  @Query(() => [Opportunity], {
    nullable: "itemsAndList",
    description: "In the order asked, null for what does not exist; at most 500.",
  })
  async atsOpportunities(
    @Arg("ids", () => [ID], { description: "Of any of the account's connections." }) ids: string[],
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly (Opportunity | Error | null)[]> {
    if (ids.length > MAX_IDS) throw badUserInput("ids", `give at most ${MAX_IDS}`);
    const references = ids.map((id, place) => externalReference(id, `ids.${place}`));
    const readings = references.map(({ connectionId, externalId }) =>
      readOpportunity(context, connectionId, { externalId }, info),
    );
    return (await Promise.allSettled(readings)).map((reading) =>
      reading.status === "fulfilled" ? reading.value : (reading.reason as Error),
    );
  }

  @FieldResolver(() => AtsConnection, { description: "The connection it is read through." })
  connection(@Root() { connectionId }: Opportunity, @Ctx() context: GraphContext): Promise<AtsConnection> {
    return connectionOf(context, connectionId);
  }

  @FieldResolver(() => AtsStage, { nullable: true, description: "The stage it is in, or was in when archived." })
  stage(
    @Root() { connectionId, stageExternalId }: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AtsStage | null> | Partial<AtsStage> | null {
    return stageOf(context, connectionId, stageExternalId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who looks after it." })
  owner(@Root() root: Opportunity, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.ownerExternalId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who found the person." })
  sourcedBy(@Root() root: Opportunity, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.sourcedByExternalId, info);
  }

  @FieldResolver(() => [AtsUser], { nullable: true, description: "Who follows it." })
  followers(@Root() root: Opportunity, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return usersOf(context, root.connectionId, root.followerExternalIds, info);
  }

  @FieldResolver(() => AtsApplication, { nullable: true, description: "Null where it is for no posting." })
  application(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
  ): Promise<AtsApplication | null> | AtsApplication | null {
    return applicationWith(context, root);
  }

  @FieldResolver(() => AtsPosting, { nullable: true, description: "The application's posting." })
  async posting(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AtsPosting | Partial<AtsPosting> | null> {
    const application = await applicationWith(context, root);
    return postingOf(context, root.connectionId, application?.postingExternalId ?? null, info);
  }
}
