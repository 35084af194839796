import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { isIdPart } from "../../ids/entity-id.js";
import type { Page } from "../../paging/connection-types.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { Candidate } from "../candidate/candidate.js";
import { readCandidate } from "../candidate/read-candidate.loader.js";
import { LIST_SIZE } from "../directives.js";
import { externalReference } from "../entity-reference.js";
import { LongPageArguments } from "../list-arguments.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { readOpportunity } from "../opportunity/read-opportunity.loader.js";
import { pageOf } from "../page-of.js";
import { AtsBulkItem, AtsBulkItemConnection, AtsBulkOperation } from "./bulk-operation.js";
import { bulkOperationById, toBulkItem } from "./bulk-operation.loader.js";

@Resolver(() => AtsBulkOperation)
export class BulkOperationResolver {
  @Query(() => AtsBulkOperation, { nullable: true, description: "How far an operation on many items is." })
  atsBulkOperation(
    @Arg("id", () => ID, { description: "The operation's id." }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<AtsBulkOperation | null> {
    if (!isIdPart(id)) throw badUserInput("id", "not an id of an operation");
    return bulkOperationById(context, id);
  }

  @Directive(LIST_SIZE)
  @FieldResolver(() => AtsBulkItemConnection, {
    nullable: true,
    description: "In the order of the input; items not reached yet are not listed.",
  })
  async items(
    @Root() { id }: AtsBulkOperation,
    @Args(() => LongPageArguments) page: LongPageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Page<AtsBulkItem>> {
    const request = pageOf(context, { connectionId: id, field: "bulkItems" }, page);
    const after = request.after?.index ?? null;
    const records = await context.services.store.bulk.items(id, request.first + 1, after);
    const shown = records.slice(0, request.first).map((record) => toBulkItem(context, record));
    const edges = shown.map((node) => ({
      cursor: request.cursorOf({ offset: null, rowId: null, index: node.index }),
      node,
    }));
    return {
      edges,
      nodes: shown,
      pageInfo: {
        hasNextPage: records.length > request.first,
        hasPreviousPage: after !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }
}

@Resolver(() => AtsBulkItem)
export class BulkItemResolver {
  @FieldResolver(() => Opportunity, { nullable: true, description: "As it is in Lever now." })
  opportunity(@Root() { opportunityId }: AtsBulkItem, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    if (opportunityId === null) return null;
    const { connectionId, externalId } = externalReference(opportunityId, "opportunityId");
    return readOpportunity(context, connectionId, { externalId }, info);
  }

  @FieldResolver(() => Candidate, {
    nullable: true,
    description: "Of an export: the person, as they are in Lever now.",
  })
  candidate(@Root() { candidateId }: AtsBulkItem, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    if (candidateId === null) return null;
    const { connectionId, externalId } = externalReference(candidateId, "candidateId");
    return readCandidate(context, connectionId, externalId, info);
  }
}
