import type { Authentication } from "../config/config.js";
import type { Authenticator } from "./identity.js";
import { createGatewayAuthenticator } from "./gateway-authenticator.js";
import { createOpenAuthenticator } from "./open-authenticator.js";
import { createTokenAuthenticator, type TokenHooks } from "./token-authenticator.js";

/** What telling callers apart takes. */
export interface AuthenticatorOptions extends TokenHooks {
  readonly authentication: Authentication;
}

/** The authenticator of the configured mode. */
export function createAuthenticator({ authentication, ...hooks }: AuthenticatorOptions): Authenticator {
  switch (authentication.mode) {
    case "gateway":
      return createGatewayAuthenticator(authentication.secrets);
    case "jwt":
      return createTokenAuthenticator(authentication, hooks);
    case "none":
      return createOpenAuthenticator();
  }
}
