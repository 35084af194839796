import { getNamedType, type GraphQLResolveInfo } from "graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { selectionOf } from "../../planning/selection.js";
import { expandFor } from "../expand-for.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";

/**
 * An opportunity as it is in Lever after a write, for a payload's field `opportunity`: with everything that is asked of
 * it; null, and nothing is read, where it isn't asked for (or `info` is null). An Error fails that field alone: the write stands.
 */
export async function opportunityAfterWrite(
  context: GraphContext,
  info: GraphQLResolveInfo | null,
  { connectionId, externalId }: Pick<Opportunity, "connectionId" | "externalId">,
): Promise<Opportunity | Error | null> {
  const record = await context.connections.record(connectionId);
  // Nothing that was loaded before the write may answer what is asked after it.
  context.connections.replace(record, connectionId);
  if (!info) return null;
  const payload = selectionOf(info, getNamedType(info.returnType).name);
  if (!payload.has("opportunity")) return null;
  try {
    const fresh = await context.connections.openFresh(connectionId);
    if (!fresh) return null;
    const expand = await expandFor(fresh, payload.of("opportunity"));
    return await fresh.load(opportunityById, { externalId, expand });
  } catch (error) {
    return toError(error);
  }
}
