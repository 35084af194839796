import type { IdentifiedRequest } from "./identity.js";
import { isAccountId, isEmail, isUserId } from "./identity-patterns.js";
import { checkedHeaderOf, headerOf } from "./request-header.js";
import { roleNamesIn } from "./roles.js";

/** What the headers say; all null where they say nothing. */
export interface HeaderIdentity {
  readonly accountId: string | null;
  readonly userId: string | null;
  readonly email: string | null;
  /** Empty where the header is there and empty. */
  readonly roleNames: readonly string[] | null;
}

/**
 * Reads `x-account-id`, `x-user-id`, `x-user-email` and `x-user-roles`.
 * @throws HeaderInvalid
 */
export function readIdentityHeaders(request: IdentifiedRequest): HeaderIdentity {
  const roles = headerOf(request, "x-user-roles");
  return {
    accountId: checkedHeaderOf(request, "x-account-id", isAccountId),
    userId: checkedHeaderOf(request, "x-user-id", isSingleUserId),
    email: checkedHeaderOf(request, "x-user-email", isEmail),
    roleNames: request.headers["x-user-roles"] === undefined ? null : roleNamesIn(roles ?? ""),
  };
}

/** Node joins a header that came twice with a comma. */
function isSingleUserId(text: string): boolean {
  return isUserId(text) && !text.includes(",");
}
