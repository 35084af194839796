import type { GraphQLResolveInfo } from "graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { KEY_FIELDS, keyOf, loadedThrough, through } from "../entity-reference.js";
import { postingById } from "./posting.loader.js";
import type { AtsPosting } from "./posting.js";

/** A relation to a posting: costs nothing where only the id is asked for. */
export function postingOf(
  context: GraphContext,
  connectionId: string,
  postingId: string | null,
  info: GraphQLResolveInfo,
): Promise<AtsPosting | null> | Partial<AtsPosting> | null {
  if (postingId === null) return null;
  if (selectionOf(info, "AtsPosting").asksOnly(KEY_FIELDS)) return keyOf(connectionId, postingId);
  return loadedThrough(context, connectionId, postingById, postingId);
}

/** A relation to several postings; those that are not there or hidden from the caller are left out. */
export function postingsOf(
  context: GraphContext,
  connectionId: string,
  postingIds: readonly string[],
  info: GraphQLResolveInfo,
): Promise<readonly AtsPosting[] | null> | readonly Partial<AtsPosting>[] {
  if (postingIds.length === 0) return [];
  if (selectionOf(info, "AtsPosting").asksOnly(KEY_FIELDS)) return postingIds.map((id) => keyOf(connectionId, id));
  return through(context, connectionId, async ({ load }) => {
    const postings = await Promise.all(postingIds.map((id) => load(postingById, id)));
    return postings.filter((posting) => posting !== null);
  });
}
