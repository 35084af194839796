import { webAddressOf } from "./web-address.js";

const HOST = /^(?:[a-z0-9-]+\.)*findem\.ai$/;

/** What stands before a profile's id. */
const PROFILE_WORDS: ReadonlySet<string> = new Set(
  "c candidate candidates p people person profile profiles talent".split(" "),
);

/** What is an id wherever it stands: a UUID, a long hexadecimal number, a number. */
const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}|\d{5,})$/i;

/**
 * The profile in Findem that a link leads to: https, without query, fragment and final slash. Ids keep their case.
 * Null for pages that name no profile, and for other hosts.
 */
export function canonicalFindemProfileUrl(link: string): string | null {
  const address = webAddressOf(link);
  if (!address || !HOST.test(address.host) || !namesProfile(address.segments)) return null;
  return `https://${address.host}/${address.segments.map((segment) => encodeURIComponent(segment.normalize("NFC"))).join("/")}`;
}

function namesProfile(segments: readonly string[]): boolean {
  return segments.some(
    (segment, place) => ID.test(segment) || PROFILE_WORDS.has(segments[place - 1]?.toLowerCase() ?? ""),
  );
}
