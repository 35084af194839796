import { webAddressOf } from "./web-address.js";

/** GitHub itself; gists, pages and the API are somewhere else. */
const HOST = /^(?:(?:www|m)\.)?github\.com$/;

/** Letters, digits and hyphens, and the short name of a company behind an underscore. */
const LOGIN = /^[a-z0-9][a-z0-9-]*(?:_[a-z0-9]+)?$/;

const MAX_LOGIN_LENGTH = 39;

/** GitHub's own pages, which nobody's login can be. */
const PAGES: ReadonlySet<string> = new Set(
  `about account apps blog careers codespaces collections contact copilot customer-stories dashboard discussions
  enterprise events explore features gist gists github-copilot home issues join login logout marketplace mobile models
  new nonprofit notifications open-source organizations orgs partners password_reset premium-support press pricing pulls
  readme resources search security session sessions settings shop showcases signup site solutions sponsors stars status
  support team teams topics trending user users watching`.split(/\s+/),
);

/**
 * The GitHub profile that a link leads to, as `https://github.com/<login>`. Null for anything else: repositories,
 * gists, GitHub's own pages, look-alikes.
 */
export function canonicalGithubUrl(link: string): string | null {
  const address = webAddressOf(link);
  if (!address || !HOST.test(address.host) || address.segments.length !== 1) return null;
  const login = address.segments[0]?.toLowerCase() ?? "";
  return isLogin(login) ? `https://github.com/${login}` : null;
}

function isLogin(text: string): boolean {
  return text.length <= MAX_LOGIN_LENGTH && LOGIN.test(text) && !PAGES.has(text);
}
