import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { entityId } from "../../ids/entity-id.js";
import type { Page } from "../../paging/connection-types.js";
import { pageOfKeptList } from "../../paging/kept-list.js";
import type { AuditRecord } from "../../store/store.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { AtsUser } from "../ats-user/ats-user.js";
import { userOf } from "../ats-user/user-reference.loader.js";
import { LIST_SIZE } from "../directives.js";
import { PageArguments } from "../list-arguments.js";
import { pageOf } from "../page-of.js";
import { RequiresRole } from "../requires-role.js";
import { AtsAuditLogConnection, AtsAuditLogEntry } from "./audit-log.js";

@Resolver(() => AtsConnection)
export class ConnectionAuditLogResolver {
  @RequiresRole("admin")
  @Directive(LIST_SIZE)
  @Directive('@tag(name: "internal")')
  @FieldResolver(() => AtsAuditLogConnection, {
    nullable: true,
    description: "Who wrote what through this connection, newest first. Needs the role admin.",
  })
  auditLog(
    @Root() { id }: AtsConnection,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Page<AtsAuditLogEntry>> {
    const request = pageOf(context, { connectionId: id, field: "auditLog" }, page);
    const { audit } = context.services.store;
    return pageOfKeptList({ read: (limit, before) => audit.page(id, limit, before), toNode: toEntry }, request);
  }
}

@Resolver(() => AtsAuditLogEntry)
export class AuditLogEntryResolver {
  @FieldResolver(() => AtsUser, {
    nullable: true,
    description: "The Lever user on whose behalf it was done; null where it came to nothing before, or there is none.",
  })
  performedAs(@Root() root: AtsAuditLogEntry, @Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo) {
    return userOf(context, root.connectionId, root.performedAsExternalId, info);
  }
}

function toEntry(record: AuditRecord): AtsAuditLogEntry {
  const { connectionId, id, at, userId, performedAsId, action, opportunityId, outcome } = record;
  return {
    id: entityId(connectionId, id),
    ...{ at, userId, action, outcome, connectionId },
    opportunityId: opportunityId === null ? null : entityId(connectionId, opportunityId),
    performedAsExternalId: performedAsId,
  };
}
