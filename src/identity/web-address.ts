/** The longest link that is looked at, characters: longer ones are no link to a person. */
const MAX_LENGTH = 2_000;

/** What people leave around a link when they take it out of a text. */
const WRAPPING = /^[\s<>()[\]"'“”‘’.,;\u200b\ufeff]+|[\s<>()[\]"'“”‘’.,;\u200b\ufeff]+$/gu;

/** The URL parser drops tabs and line ends, and takes a backslash for a slash: a host could hide behind them. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const TREACHEROUS = /[\u0000-\u0020\u007f\\]/;

/** A web address, as far as it can name a person. */
export interface WebAddress {
  /** Lower case, without a final dot. */
  readonly host: string;
  /** Segments of the path, decoded; none is empty. */
  readonly segments: readonly string[];
}

/**
 * Reads a link as people write it: with or without scheme, in any case, percent-encoded as a whole or not. Null for
 * what is no web address, or one that hides where it leads: with user info, or with a port of its own. Never throws.
 */
export function webAddressOf(text: string): WebAddress | null {
  if (text.length > MAX_LENGTH) return null;
  const url = parse(withScheme(unwrapped(text)));
  if (!url || url.username !== "" || url.password !== "" || url.port !== "") return null;
  const segments = segmentsOf(url.pathname);
  return segments && { host: url.hostname.replace(/\.$/, ""), segments };
}

/** A segment as it stands in a canonical address: NFC, lower case, percent-encoded. */
export function canonicalSegment(segment: string): string {
  return encodeURIComponent(segment.normalize("NFC").toLowerCase().normalize("NFC"));
}

function unwrapped(text: string): string {
  const trimmed = text.replace(WRAPPING, "");
  return /^https?%3a/i.test(trimmed) ? (decoded(trimmed) ?? "") : trimmed;
}

function withScheme(text: string): string {
  if (text.startsWith("//")) return `https:${text}`;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

function parse(text: string): URL | null {
  if (TREACHEROUS.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}

/** Null where a segment is not what it seems: badly encoded, or holding a slash or blanks. */
function segmentsOf(path: string): readonly string[] | null {
  const segments = path
    .split("/")
    .filter((segment) => segment !== "")
    .map(decoded);
  const readable = segments.filter((segment) => segment !== null && !/[\s/?#]/.test(segment) && isSafe(segment));
  return readable.length === segments.length ? (readable as string[]) : null;
}

function isSafe(text: string): boolean {
  return !TREACHEROUS.test(text);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded as a URL is: it names nobody.
    return null;
  }
}
