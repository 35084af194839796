import type { GraphQLResolveInfo } from "graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { KEY_FIELDS, keyOf, loadedThrough, through } from "../entity-reference.js";
import { userById } from "./ats-user.loader.js";
import type { AtsUser } from "./ats-user.js";

/** A relation to a user: costs nothing where only the id is asked for. */
export function userOf(
  context: GraphContext,
  connectionId: string,
  userId: string | null,
  info: GraphQLResolveInfo,
): Promise<AtsUser | null> | Partial<AtsUser> | null {
  if (userId === null) return null;
  if (selectionOf(info, "AtsUser").asksOnly(KEY_FIELDS)) return keyOf(connectionId, userId);
  return loadedThrough(context, connectionId, userById, userId);
}

/** A relation to several users; those that Lever doesn't know are left out. */
export function usersOf(
  context: GraphContext,
  connectionId: string,
  userIds: readonly string[],
  info: GraphQLResolveInfo,
): Promise<readonly AtsUser[] | null> | readonly Partial<AtsUser>[] {
  if (userIds.length === 0) return [];
  if (selectionOf(info, "AtsUser").asksOnly(KEY_FIELDS)) return userIds.map((id) => keyOf(connectionId, id));
  return through(context, connectionId, async ({ load }) => {
    const users = await Promise.all(userIds.map((id) => load(userById, id)));
    return users.filter((user) => user !== null);
  });
}
