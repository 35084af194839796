import { canonicalSegment, webAddressOf } from "./web-address.js";

/** LinkedIn itself, its mobile site, and its sites for countries; no look-alike, and no other service of LinkedIn's. */
const HOST = /^(?:(?:www|m|mobile|touch|[a-z]{2})\.){0,2}linkedin\.com$/;

/** What stands before `/in/` in links of the mobile site and of LinkedIn's mails. */
const DETOURS: ReadonlySet<string> = new Set(["mwlite", "comm"]);

/** Slugs that name whoever looks. */
const NOBODY: ReadonlySet<string> = new Set(["me", "unavailable"]);

/** LinkedIn takes a hundred characters; percent-encoded, each may be a dozen. */
const MAX_SLUG_LENGTH = 1_200;

/** The parts behind the name in an address of the old form. */
const OLD_PART = /^[0-9a-z]{1,4}$/;

/**
 * The LinkedIn profile that a link leads to, as `https://www.linkedin.com/in/<slug>`; addresses of the old form
 * `/pub/name/a/b/c` stay in it. Null for anything else: companies, schools, jobs, short links, look-alikes.
 */
export function canonicalLinkedinUrl(link: string): string | null {
  const address = webAddressOf(link);
  if (!address || !HOST.test(address.host)) return null;
  const [kind, slug, ...rest] = withoutDetour(address.segments).map(canonicalSegment);
  if (slug === undefined || slug.length > MAX_SLUG_LENGTH) return null;
  if (kind === "pub") return oldProfile(slug, rest);
  return kind === "in" && !NOBODY.has(slug) ? `https://www.linkedin.com/in/${slug}` : null;
}

function withoutDetour(segments: readonly string[]): readonly string[] {
  return DETOURS.has(segments[0]?.toLowerCase() ?? "") ? segments.slice(1) : segments;
}

/** `/pub/dir/` is the directory of people, and no person. */
function oldProfile(name: string, [one, two, three]: readonly string[]): string | null {
  if (name === "dir" || one === undefined || two === undefined || three === undefined) return null;
  const parts = [one, two, three];
  return parts.every((part) => OLD_PART.test(part)) ? `https://www.linkedin.com/pub/${name}/${parts.join("/")}` : null;
}
