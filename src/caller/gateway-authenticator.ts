import type { Secret } from "../config/secret.js";
import { refused, type Authenticator, type IdentifiedRequest, type Identity } from "./identity.js";
import { readIdentityHeaders } from "./identity-headers.js";
import { refusingBadHeaders } from "./refusing-bad-headers.js";
import { headerOf } from "./request-header.js";
import { rolesOf } from "./roles.js";
import { matchesAny } from "./secret-comparison.js";

const SECRET_HEADER = "router-authorization";

/** Believes what the gateway says of its users, and only the gateway: whoever has one of the secrets. */
export function createGatewayAuthenticator(secrets: readonly Secret[]): Authenticator {
  const texts = secrets.map((secret) => secret.reveal());
  return { identify: refusingBadHeaders((request) => identify(request, texts)) };
}

function identify(request: IdentifiedRequest, secrets: readonly string[]): Identity {
  const secret = headerOf(request, SECRET_HEADER);
  if (secret === null) return refused(`The header ${SECRET_HEADER} is missing.`);
  if (!matchesAny(secret, secrets)) return refused(`The header ${SECRET_HEADER} is wrong.`);
  const { accountId, userId, email, roleNames } = readIdentityHeaders(request);
  if (accountId === null) return { kind: "gatewayOnly" };
  return { kind: "caller", caller: { accountId, userId, email, roles: rolesOf(roleNames ?? []) } };
}
