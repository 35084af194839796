import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { GraphQLResolveInfo } from "graphql";
import { connectionStatus } from "../../connections/status.js";
import type { GraphContext } from "../../context/graph-context.js";
import { isIdPart } from "../../ids/entity-id.js";
import type { Page } from "../../paging/connection-types.js";
import { pageOfWholeList } from "../../paging/whole-list.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { SecretUnreadable } from "../../vault/vault.js";
import { AtsArchiveReason, AtsArchiveReasonType } from "../archive-reason/archive-reason.js";
import { allArchiveReasons } from "../archive-reason/archive-reason.loader.js";
import { AtsUser, AtsUserConnection } from "../ats-user/ats-user.js";
import { allUsers } from "../ats-user/ats-user.loader.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { findUsers } from "../ats-user/user-search.js";
import { LIST_SIZE } from "../directives.js";
import { through } from "../entity-reference.js";
import { PageArguments } from "../list-arguments.js";
import { pageOf } from "../page-of.js";
import { type AtsPosting, AtsPostingConnection } from "../posting/posting.js";
import { AtsPostingFilter, postingMatcher } from "../posting/posting-filter.js";
import { allPostings } from "../posting/posting.loader.js";
import { AtsStage } from "../stage/stage.js";
import { allStages } from "../stage/stage.loader.js";
import { AtsConnection, AtsConnectionStatus, AtsRateBudget, AtsViewer } from "./ats-connection.js";
import { connectionById, toConnection } from "./ats-connection.loader.js";
import { UserListArguments } from "./user-list-arguments.js";

@Resolver(() => AtsConnection)
export class AtsConnectionResolver {
  @Query(() => [AtsConnection], { nullable: true, description: "The account's connections, oldest first." })
  async atsConnections(@Ctx() { connections }: GraphContext): Promise<readonly AtsConnection[]> {
    return (await connections.records()).map(toConnection);
  }

  @Query(() => AtsConnection, { nullable: true, description: "A connection, or null where the account has none such." })
  atsConnection(
    @Arg("id", () => ID, { description: "The connection's `id`." }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<AtsConnection | null> {
    if (!isIdPart(id)) throw badUserInput("id", "not an id of a connection");
    return connectionById(context, id);
  }

  @FieldResolver(() => AtsConnectionStatus, { description: "How it is, by what is known without asking Lever." })
  async status(@Root() { record }: AtsConnection, @Ctx() { services }: GraphContext): Promise<AtsConnectionStatus> {
    return connectionStatus(
      record,
      await services.store.permissions.byConnection(record.id),
      isReadable(record, services),
    );
  }

  @FieldResolver(() => AtsUser, {
    nullable: true,
    description:
      "The Lever user on whose behalf writes are made when the acting user has no Lever user of the same email.",
  })
  defaultPerformAs(
    @Root() { id, record }: AtsConnection,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AtsUser | null> | Partial<AtsUser> | null {
    return userOf(context, id, record.defaultPerformAsId, info);
  }

  @FieldResolver(() => AtsViewer, { description: "What the caller is to this connection." })
  viewer(@Root() { id }: AtsConnection, @Ctx() { caller }: GraphContext): AtsViewer {
    return { roles: [...caller.roles].sort(), connectionId: id };
  }

  @Directive('@tag(name: "internal")')
  @FieldResolver(() => AtsRateBudget, { description: "What is left of Lever's request budget for the key." })
  rateBudget(@Root() { record }: AtsConnection, @Ctx() { services }: GraphContext): AtsRateBudget {
    return { ...services.pool.budget(record) };
  }

  @FieldResolver(() => [AtsStage], {
    nullable: true,
    description: "In the order of Lever's own list, which is the pipeline's; index is the position there.",
  })
  stages(@Root() { id }: AtsConnection, @Ctx() context: GraphContext): Promise<readonly AtsStage[] | null> {
    return through(context, id, ({ load }) => load(allStages, "all"));
  }

  @FieldResolver(() => [AtsArchiveReason], { nullable: true, description: "Inactive ones too." })
  archiveReasons(
    @Root() { id }: AtsConnection,
    @Ctx() context: GraphContext,
    @Arg("type", () => AtsArchiveReasonType, { nullable: true, description: "Of this type only." })
    type?: AtsArchiveReasonType | null,
  ): Promise<readonly AtsArchiveReason[] | null> {
    return through(context, id, async ({ load }) => {
      const reasons = await load(allArchiveReasons, "all");
      return type ? reasons.filter((reason) => reason.type === type) : reasons;
    });
  }

  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsUserConnection, { nullable: true, description: "The Lever account's users." })
  users(
    @Root() { id }: AtsConnection,
    @Args(() => UserListArguments) { search, includeDeactivated, ...page }: UserListArguments,
    @Ctx() context: GraphContext,
  ): Promise<Page<AtsUser> | null> {
    const request = pageOf(context, { connectionId: id, field: "users", filter: [search, includeDeactivated] }, page);
    return through(context, id, async ({ load }) => {
      const users = findUsers(await load(allUsers, "all"), search, includeDeactivated);
      return pageOfWholeList(users, ({ externalId }) => externalId, request);
    });
  }

  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsPostingConnection, { nullable: true, description: "The Lever account's postings." })
  postings(
    @Root() { id }: AtsConnection,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Arg("filter", () => AtsPostingFilter, { nullable: true, description: "Only those that it asks for." })
    filter?: AtsPostingFilter | null,
  ): Promise<Page<AtsPosting> | null> {
    const request = pageOf(context, { connectionId: id, field: "postings", filter }, page);
    return through(context, id, async ({ load }) => {
      const postings = (await load(allPostings, "all")).filter(postingMatcher(filter ?? {}));
      return pageOfWholeList(postings, ({ externalId }) => externalId, request);
    });
  }
}

@Resolver(() => AtsViewer)
export class AtsViewerResolver {
  @FieldResolver(() => AtsUser, {
    nullable: true,
    description: "The Lever user on whose behalf the caller's writes would be made; null when they would be refused.",
  })
  performAs(@Root() { connectionId }: AtsViewer, @Ctx() context: GraphContext): Promise<AtsUser | null> {
    return through(context, connectionId, (scope) => performerFor(scope, context.caller.email));
  }
}

function isReadable(record: AtsConnection["record"], { registry }: GraphContext["services"]): boolean {
  try {
    registry.target(record);
    return true;
  } catch (error) {
    if (error instanceof SecretUnreadable) return false;
    throw error;
  }
}
