import type { LeverTarget } from "../client.js";

/**
 * The Authorization header: an API key is the user name of Basic auth with an empty password, an OAuth access token is a
 * Bearer token. Lever docs, "Authentication".
 */
export function authorizationOf({ kind, secret }: LeverTarget["credential"]): string {
  return kind === "bearer" ? `Bearer ${secret}` : `Basic ${Buffer.from(`${secret}:`).toString("base64")}`;
}
