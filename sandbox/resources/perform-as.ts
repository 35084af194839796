import { once, text } from "../routing/query-parameter.js";
import { badRequest } from "../routing/refusal.js";
import type { IncomingCall } from "../routing/route.js";

/** Lever docs, "perform_as": the user in whose name a write is done. In the query, never in the body. */
export const PERFORM_AS_PARAMETER = { perform_as: once(text) };

type PerformAsCall = IncomingCall & { readonly query: { readonly perform_as?: string | undefined } };

/** The id of the user, null without one. Throws 400 where there is no such active user. */
export function performerOf({ query, account }: PerformAsCall): string | null {
  const id = query.perform_as;
  if (id === undefined) return null;
  const user = account.data.users.get(id);
  // That the user has to be active is not documented; it is the strict reading.
  if (user === undefined || user.deactivatedAt !== null) throw badRequest("perform_as must be an active user");
  return id;
}

/** The id of the user where Lever demands one. Throws 400 without. */
export function demandPerformer(call: PerformAsCall): string {
  const id = performerOf(call);
  if (id === null) throw badRequest("perform_as is required");
  return id;
}
