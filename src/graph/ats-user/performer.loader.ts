import type { ConnectionScope } from "../../context/connection-scope.js";
import { allUsers, userById } from "./ats-user.loader.js";
import type { AtsUser } from "./ats-user.js";

/** Roles that may not act for others: writes need a team member or higher. Lever docs, "Users": `accessRole`. */
const ROLES_THAT_CANNOT_ACT: ReadonlySet<string> = new Set(["interviewer", "limited team member"]);

/** Whether writes may be made on a user's behalf: active, and a team member or higher. */
export function canPerform(user: AtsUser): boolean {
  return user.deactivatedAt === null && !ROLES_THAT_CANNOT_ACT.has(user.accessRole ?? "");
}

/** The one of `users` with that address on whose behalf writes may be made, or null. */
export function performerOf(users: readonly AtsUser[], email: string): AtsUser | null {
  const wanted = email.trim().toLowerCase();
  return users.find((user) => user.email?.toLowerCase() === wanted && canPerform(user)) ?? null;
}

/**
 * On whose behalf a caller's writes are made: the Lever user of the caller's address, else the connection's default,
 * else null.
 */
export async function performerFor(scope: ConnectionScope, callerEmail: string | null): Promise<AtsUser | null> {
  if (callerEmail !== null) {
    const own = performerOf(await scope.load(allUsers, "all"), callerEmail);
    if (own) return own;
  }
  const { defaultPerformAsId } = scope.connection;
  const fallback = defaultPerformAsId === null ? null : await scope.load(userById, defaultPerformAsId);
  return fallback && canPerform(fallback) ? fallback : null;
}
