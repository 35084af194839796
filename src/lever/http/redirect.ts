/** 303 is left out: it answers a write with another place to read. */
const FOLLOWED: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/**
 * Where a redirect may be followed to, or null where it may not.
 *
 * Only reads, and only within the origin of Lever's base URL: the request carries a customer's key. Lever docs,
 * "Errors": 301 for moved things.
 */
export function redirectOf(
  response: { readonly status: number; readonly location: string | null },
  request: { readonly method: string; readonly url: string },
): string | null {
  if (!FOLLOWED.has(response.status) || request.method !== "GET" || response.location === null) return null;
  if (!URL.canParse(response.location, request.url)) return null;
  const target = new URL(response.location, request.url);
  const isOwn = target.origin === new URL(request.url).origin && target.username === "" && target.password === "";
  return isOwn ? target.href : null;
}
