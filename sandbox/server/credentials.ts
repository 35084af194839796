import type { IncomingHttpHeaders } from "node:http";

/**
 * The API key of a request, as sent; null without one. Lever docs, "Authentication": the user name of Basic auth with
 * an empty password, or a bearer token.
 */
export function apiKeyOf({ authorization = "" }: IncomingHttpHeaders): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(authorization);
  if (bearer !== null) return bearer[1] ?? null;
  const basic = /^Basic +(\S+)$/i.exec(authorization);
  if (basic === null) return null;
  const userAndPassword = Buffer.from(basic[1] ?? "", "base64").toString("utf8");
  return /^([^:]+):$/.exec(userAndPassword)?.[1] ?? null;
}
