import { Field, ID, ObjectType } from "type-graphql";
import { idOf, millisOf, objectOf } from "../../lever/reading.js";
import { entityId } from "../../ids/entity-id.js";
import { DateTime } from "../scalars/date-time.js";

@ObjectType({ description: "When and why something was archived." })
export class OpportunityArchive {
  @Field(() => DateTime, { nullable: true, description: "When it was archived." })
  archivedAt!: number | null;

  @Field(() => ID, { nullable: true, description: "The archive reason's id." })
  reasonId!: string | null;

  /** Not fields: the resolver turns them into `reason`. */
  connectionId!: string;
  reasonExternalId!: string | null;
}

/**
 * What Lever sends of an archived row; null for an active one. Lever's attribute table and live answers have
 * `archived: {reason, archivedAt}`, some of its examples have `archivedAt` and `archiveReason` on the row itself.
 * Lever docs, "Opportunities > Opportunity attributes".
 */
export function toArchive(connectionId: string, wire: Readonly<Record<string, unknown>>): OpportunityArchive | null {
  const archived = objectOf(wire["archived"]);
  const archivedAt = millisOf(archived ? archived["archivedAt"] : wire["archivedAt"]);
  const reason = idOf(archived ? archived["reason"] : wire["archiveReason"]);
  if (!archived && archivedAt === null && reason === null) return null;
  return {
    archivedAt,
    reasonId: reason === null ? null : entityId(connectionId, reason),
    connectionId,
    reasonExternalId: reason,
  };
}
