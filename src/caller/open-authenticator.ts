import { refused, type Authenticator, type IdentifiedRequest, type Identity } from "./identity.js";
import { readIdentityHeaders } from "./identity-headers.js";
import { refusingBadHeaders } from "./refusing-bad-headers.js";
import { headerOf } from "./request-header.js";
import { EVERY_ROLE, rolesOf } from "./roles.js";

const DEFAULT_ACCOUNT = "demo";
const LOOPBACK = /^(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?$/i;

/** Of whoever names none. */
const ALL_ROLES = rolesOf(EVERY_ROLE);

/**
 * Believes everybody, for trying things out on one machine.
 *
 * The `Host` header must be the machine's own: a page somewhere whose name was made to point here (DNS rebinding) sends
 * its own.
 */
export function createOpenAuthenticator(): Authenticator {
  return { identify: refusingBadHeaders(identify) };
}

function identify(request: IdentifiedRequest): Identity {
  if (!LOOPBACK.test(headerOf(request, "host") ?? "")) {
    return refused("The header host is not 127.0.0.1, [::1] or localhost, and AUTH_MODE=none serves no other.", 403);
  }
  const { accountId, userId, email, roleNames } = readIdentityHeaders(request);
  const roles = roleNames ? rolesOf(roleNames) : ALL_ROLES;
  return { kind: "caller", caller: { accountId: accountId ?? DEFAULT_ACCOUNT, userId, email, roles } };
}
