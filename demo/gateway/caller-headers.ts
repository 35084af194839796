import type { IncomingHttpHeaders } from "node:http";

/** Whoever names nobody is this caller. A real gateway takes it from the session. */
export const DEMO_CALLER = {
  "x-account-id": "demo",
  "x-user-id": "demo-admin",
  "x-user-roles": "admin,confidential",
} as const;

/** What subgraphs are told of a request. `router-authorization` is not among them: it is the gateway's own. */
const FORWARDED = [
  "x-account-id",
  "x-user-id",
  "x-user-email",
  "x-user-roles",
  "cache-control",
  "x-lever-report",
] as const;

/** What every subgraph gets of a request's headers. */
export function forwardedHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const forwarded: Record<string, string> = { ...DEMO_CALLER };
  for (const name of FORWARDED) {
    const value = headers[name];
    if (typeof value === "string") forwarded[name] = value;
  }
  return forwarded;
}
