/** Where a redirect leads. */
export interface RedirectTarget {
  readonly url: string;
  /** Lever's own origin: the only one that may see the customer's key. */
  readonly isOwn: boolean;
}

/** What redirects of downloads are judged by. */
export interface RedirectRules {
  /** Lever's, "https://api.lever.co". */
  readonly ownOrigin: string;
  /** Lower case: exact hosts, or `*.lever.co` for every host below lever.co. */
  readonly hosts: readonly string[];
}

/**
 * Whether a download may follow a redirect: within Lever's own origin, or over https to one of the hosts that files may
 * be kept at. Null where it may not. Lever documents no redirect of downloads; storage services are commonly used so.
 */
export function redirectTarget(url: string, { ownOrigin, hosts }: RedirectRules): RedirectTarget | null {
  const { origin, protocol, host, username, password } = new URL(url);
  if (username !== "" || password !== "") return null;
  if (origin === ownOrigin) return { url, isOwn: true };
  return protocol === "https:" && hosts.some((allowed) => isHost(host, allowed)) ? { url, isOwn: false } : null;
}

function isHost(host: string, allowed: string): boolean {
  return allowed.startsWith("*.") ? host.endsWith(allowed.slice(1)) : host === allowed;
}
