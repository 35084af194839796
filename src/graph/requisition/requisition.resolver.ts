import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { Page } from "../../paging/connection-types.js";
import { emptyPage } from "../../paging/empty-page.js";
import { selectionOf, union } from "../../planning/selection.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { LIST_SIZE } from "../directives.js";
import { through } from "../entity-reference.js";
import { PageArguments } from "../list-arguments.js";
import { pageOf } from "../page-of.js";
import { AtsPosting } from "../posting/posting.js";
import { postingsOf } from "../posting/posting-reference.loader.js";
import { requisitionPage } from "./requisition.loader.js";
import { AtsRequisition, AtsRequisitionConnection } from "./requisition.js";
import { AtsRequisitionFilter } from "./requisition-filter.js";
import { requisitionQuery } from "./requisition-query.js";

@Resolver(() => AtsConnection)
export class ConnectionRequisitionsResolver {
  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsRequisitionConnection, { nullable: true, description: "Requisitions, as Lever lists them." })
  requisitions(
    @Root() { id }: AtsConnection,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("filter", () => AtsRequisitionFilter, { nullable: true, description: "Only those that it asks for." })
    filter?: AtsRequisitionFilter | null,
  ): Promise<Page<AtsRequisition> | null> {
    const request = pageOf(context, { connectionId: id, field: "requisitions", filter }, page);
    const selection = selectionOf(info, "AtsRequisitionConnection");
    const asked = union(selection.of("nodes"), selection.of("edges").of("node"));
    return through(context, id, (scope) => {
      const query = requisitionQuery(filter ?? {}, scope.lever.seesConfidential);
      return query ? requisitionPage(scope, query, asked, request) : emptyPage(request);
    });
  }
}

@Resolver(() => AtsRequisition)
export class RequisitionResolver {
  @FieldResolver(() => AtsUser, { nullable: true, description: "Who looks after it." })
  owner(@Root() root: AtsRequisition, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.ownerId, info);
  }

  @FieldResolver(() => AtsUser, { nullable: true, description: "Who the hire will work for." })
  hiringManager(@Root() root: AtsRequisition, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.hiringManagerId, info);
  }

  @FieldResolver(() => [AtsPosting], { nullable: true, description: "The postings that hire for it." })
  postings(@Root() root: AtsRequisition, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return postingsOf(context, root.connectionId, root.postingIds, info);
  }
}
