import { getNamedType, type GraphQLResolveInfo } from "graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { type Selection, selectionOf } from "../../planning/selection.js";
import { expandFor } from "../expand-for.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";

/**
 * An opportunity as it is in Lever after a write, for a payload's field `opportunity`: with everything that is asked of
 * it; null, and nothing is read, where it isn't asked for (or `info` is null). An Error fails that field alone: the write
 * stands. `answered`: the row in Lever's answer to the write, where it can be relied upon; then it is not read where that
 * would bring no more of what is asked for.
 */
export async function opportunityAfterWrite(
  context: GraphContext,
  info: GraphQLResolveInfo | null,
  { connectionId, externalId }: Pick<Opportunity, "connectionId" | "externalId">,
  answered: Opportunity | null = null,
): Promise<Opportunity | Error | null> {
  const record = await context.connections.record(connectionId);
  // Nothing that was loaded before the write may answer what is asked after it.
  context.connections.replace(record, connectionId);
  if (!info) return null;
  const payload = selectionOf(info, getNamedType(info.returnType).name);
  if (!payload.has("opportunity")) return null;
  try {
    const fresh = await context.connections.openFresh(connectionId);
    return fresh && (await presentRow(fresh, externalId, payload.of("opportunity"), answered));
  } catch (error) {
    return toError(error);
  }
}

async function presentRow(
  fresh: ConnectionScope,
  externalId: string,
  selection: Selection,
  answered: Opportunity | null,
): Promise<Opportunity | null> {
  const expand = await expandFor(fresh, selection);
  // Seen to be left out of answers to writes, as it never is of a read.
  const isEnough = expand.length === 0 && !selection.has("postingLocation");
  return answered && isEnough ? answered : fresh.load(opportunityById, { externalId, expand });
}
