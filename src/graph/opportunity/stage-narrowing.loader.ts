import type { Query } from "../../lever/client.js";
import { MAX_URL_BYTES, urlBytes } from "../../lever/query.js";
import { MAX_VALUES_PER_REQUEST } from "../../planning/chunks.js";
import { opportunityList } from "./opportunity.lever.js";

/** A query that fits into one request, and what it leaves to us. */
export interface NarrowedQuery {
  readonly query: Query;
  /** Whether the query asked for a stage; undefined where Lever itself is asked for no others. */
  readonly isWithin?: (stageId: string) => boolean;
}

/**
 * A stage mapping may name more stages than one request can: then Lever is asked for all stages, and the others are left
 * out here. The same query always comes to the same, since Lever's page tokens are bound to it. Lever docs, "Pagination".
 */
export function narrowStages(query: Query): NarrowedQuery {
  const { stage_id: stageIds, ...others } = query;
  if (typeof stageIds !== "object" || fits(query, stageIds)) return { query };
  const wanted = new Set(stageIds);
  return { query: others, isWithin: (stageId) => wanted.has(stageId) };
}

function fits(query: Query, stageIds: readonly string[]): boolean {
  return stageIds.length <= MAX_VALUES_PER_REQUEST && urlBytes(opportunityList, {}, query) <= MAX_URL_BYTES;
}
