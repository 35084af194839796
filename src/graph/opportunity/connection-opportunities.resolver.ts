import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { Page } from "../../paging/connection-types.js";
import { selectionOf } from "../../planning/selection.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { LIST_SIZE } from "../directives.js";
import { through } from "../entity-reference.js";
import { PageArguments } from "../list-arguments.js";
import { pageOf } from "../page-of.js";
import { AtsPosting } from "../posting/posting.js";
import { type Opportunity, OpportunityConnection } from "./opportunity.js";
import { OpportunityFilter } from "./opportunity-filter.js";
import { filteredPage } from "./filtered-page.loader.js";

@Resolver(() => AtsConnection)
export class ConnectionOpportunitiesResolver {
  @Directive(LIST_SIZE)
  @FieldResolver(() => OpportunityConnection, { nullable: true, description: "Candidacies, as Lever lists them." })
  opportunities(
    @Root() { id }: AtsConnection,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("filter", () => OpportunityFilter, { nullable: true, description: "Only those that it asks for." })
    filter?: OpportunityFilter | null,
  ): Promise<Page<Opportunity> | null> {
    const request = pageOf(context, { connectionId: id, field: "opportunities", filter }, page);
    const selection = selectionOf(info, "OpportunityConnection");
    return through(context, id, (scope) => filteredPage(scope, filter ?? {}, selection, request));
  }

  @Directive(LIST_SIZE)
  @FieldResolver(() => OpportunityConnection, {
    nullable: true,
    description: "Active opportunities in the stages that the stage mapping marks as inbound.",
  })
  inboundApplicants(
    @Root() { id }: AtsConnection,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("filter", () => OpportunityFilter, { nullable: true, description: "Only those that it asks for." })
    filter?: OpportunityFilter | null,
  ): Promise<Page<Opportunity> | null> {
    const request = pageOf(context, { connectionId: id, field: "inboundApplicants", filter }, page);
    const selection = selectionOf(info, "OpportunityConnection");
    return through(context, id, (scope) => filteredPage(scope, filter ?? {}, selection, request, { inbound: true }));
  }
}

@Resolver(() => AtsPosting)
export class PostingOpportunitiesResolver {
  @Directive(LIST_SIZE)
  @FieldResolver(() => OpportunityConnection, { nullable: true, description: "Candidacies for it." })
  opportunities(
    @Root() { id, connectionId, externalId }: AtsPosting,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("filter", () => OpportunityFilter, { nullable: true, description: "Only those that it asks for." })
    filter?: OpportunityFilter | null,
  ): Promise<Page<Opportunity> | null> {
    const request = pageOf(context, { connectionId, field: `posting.${externalId}.opportunities`, filter }, page);
    const selection = selectionOf(info, "OpportunityConnection");
    const postingIds = filter?.postingIds ? filter.postingIds.filter((posting) => posting === id) : [id];
    return through(context, connectionId, (scope) =>
      filteredPage(scope, { ...filter, postingIds }, selection, request),
    );
  }
}
