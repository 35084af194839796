import type { IncomingHttpHeaders } from "node:http";
import { createAuthenticator } from "../../src/caller/authenticator.js";
import type { Caller, Role } from "../../src/caller/caller.js";
import type { Authenticator, Identity } from "../../src/caller/identity.js";
import type { Authentication } from "../../src/config/config.js";

/** An authenticator whose key set must not fail. */
export function authenticatorOf(authentication: Authentication): Authenticator {
  return createAuthenticator({
    authentication,
    onKeySetFailure: (cause) => {
      throw new Error("The key set failed", { cause });
    },
  });
}

export function identify(authenticator: Authenticator, headers: IncomingHttpHeaders): Promise<Identity> {
  return authenticator.identify({ headers });
}

/** The identity of somebody with those roles, whatever is included spelled out. */
export function caller(accountId: string, roles: readonly Role[], rest: Partial<Caller> = {}): Identity {
  return { kind: "caller", caller: { accountId, userId: null, email: null, roles: new Set(roles), ...rest } };
}
