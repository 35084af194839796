import type { GraphQLResolveInfo } from "graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { through } from "../entity-reference.js";
import { expandFor } from "../expand-for.js";
import { opportunityById } from "./opportunity.loader.js";
import type { Opportunity } from "./opportunity.js";

/** An opportunity, with what the operation asks of it. */
export function readOpportunity(
  context: GraphContext,
  connectionId: string,
  key: { readonly externalId: string; readonly contactId?: string },
  info: GraphQLResolveInfo,
): Promise<Opportunity | null> {
  return through(context, connectionId, async (scope: ConnectionScope) =>
    scope.load(opportunityById, { ...key, expand: await expandFor(scope, selectionOf(info, "Opportunity")) }),
  );
}
