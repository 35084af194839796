import type { Caller, Role } from "../caller/caller.js";
import { forbidden } from "../user-errors/thrown.js";

/**
 * Lets only callers of a role go on.
 * @throws GraphQLError FORBIDDEN naming the role
 */
export function requireRole({ caller }: { readonly caller: Caller }, role: Role): void {
  if (!caller.roles.has(role)) throw forbidden(role);
}
