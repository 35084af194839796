import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { Page } from "../../paging/connection-types.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { AtsDateTimeRange, rangeQuery } from "../date-time-range.js";
import { LIST_SIZE } from "../directives.js";
import { through } from "../entity-reference.js";
import { PageArguments } from "../list-arguments.js";
import { pageOf } from "../page-of.js";
import { deletedOpportunityPage } from "./deleted-opportunity.loader.js";
import { AtsDeletedOpportunity, AtsDeletedOpportunityConnection } from "./deleted-opportunity.js";

@Resolver(() => AtsConnection)
export class ConnectionDeletedOpportunitiesResolver {
  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsDeletedOpportunityConnection, {
    nullable: true,
    description:
      "What was deleted in Lever. Needs 'find all deleted opportunities', which is not on Findem's list. Without the role confidential only what Lever says is not confidential.",
  })
  async deletedOpportunities(
    @Root() { id }: AtsConnection,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Arg("deletedAt", () => AtsDateTimeRange, { nullable: true, description: "Deleted then." })
    deletedAt?: AtsDateTimeRange | null,
  ): Promise<Page<AtsDeletedOpportunity> | null> {
    const list = { connectionId: id, field: "deletedOpportunities", filter: deletedAt };
    const request = pageOf(context, list, page);
    const query = rangeQuery("deleted_at", deletedAt, "deletedAt");
    return through(context, id, (scope) => deletedOpportunityPage(scope, query, request));
  }
}

@Resolver(() => AtsDeletedOpportunity)
export class DeletedOpportunityResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who deleted it." })
  deletedBy(@Root() root: AtsDeletedOpportunity, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.deletedById, info);
  }
}
