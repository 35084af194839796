import type { IncomingHttpHeaders } from "node:http";

/**
 * The API key of a request, as sent; null without one. Lever docs, "Authentication": the user name of Basic auth with
 * an empty password, or a bearer token.
 */
export function apiKeyOf({ authorization = "" }: IncomingHttpHeaders): string | null {
  const [, scheme = "", value = ""] = /^(Basic|Bearer) +(\S+)$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme === "") return null;
  const [user = "", password] = splitAtColon(Buffer.from(value, "base64").toString("utf8"));
  return user !== "" && password === "" ? user : null;
}

function splitAtColon(text: string): readonly string[] {
  const at = text.indexOf(":");
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
