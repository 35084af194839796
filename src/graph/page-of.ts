import type { GraphContext } from "../context/graph-context.js";
import { pageRequest, type PageRequest } from "../paging/page-request.js";

/**
 * Checks a request for a page of a connection's list. Its cursors are good for the same account, connection, field,
 * filter and sight of confidential rows, and for nothing else.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function pageOf(
  context: GraphContext,
  list: { readonly connectionId: string; readonly field: string; readonly filter?: unknown },
  page: { readonly first: number; readonly after?: string | null | undefined },
): PageRequest {
  const { caller, services } = context;
  const seesConfidential = caller.roles.has("confidential");
  const name = [caller.accountId, list.connectionId, list.field, list.filter ?? null, seesConfidential];
  return pageRequest(services.cursors, name, page);
}
