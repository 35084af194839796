/** The hosts that plain http is taken for, as they are written. `localhost` is resolved on this machine alone. */
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

const SHAPE =
  /^(?<scheme>https?):\/\/(?<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::[1-9]\d{0,4})?(?<path>\/[^?#]*)?(?<query>\?[^#]*)?$/;

const NO_PARTS = { scheme: "", host: "", path: "", query: "" };

type Parts = Readonly<typeof NO_PARTS>;

/** What else than scheme, host and path an address may have. */
export interface UpstreamRules {
  readonly mayHaveQuery: boolean;
}

/**
 * Whether this service may send requests, and with them secrets, to an address: https, whose certificate says who
 * answers; or http to this machine.
 *
 * The text itself is looked at, since the URL parser makes a loopback host of many spellings (`127.1`, `0x7f000001`,
 * `127。0。0。1`), and hosts of one parser are user info to another (`http://localhost\@elsewhere`). A host that the
 * parser would write otherwise is refused for https as well.
 */
export function isUpstreamUrl(text: string, rules: UpstreamRules): boolean {
  const parts = partsOf(text);
  if (!parts || (parts.query !== "" && !rules.mayHaveQuery)) return false;
  if (parts.scheme === "http" && !LOOPBACK_HOSTS.has(parts.host)) return false;
  const parsed = new URL(text);
  return parsed.hostname === parts.host.toLowerCase() && isPathPlain(parts.path, parsed.pathname);
}

function partsOf(text: string): Parts | null {
  const groups = isPrintable(text) ? SHAPE.exec(text)?.groups : undefined;
  if (!groups || !URL.canParse(text)) return null;
  // A group that took no part in the match is undefined.
  const parts = { ...NO_PARTS, ...Object.fromEntries(Object.entries(groups).filter(([, part]) => part)) };
  return isHostWhole(parts.host) ? parts : null;
}

function isPrintable(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text) && !text.includes("\\");
}

/** Neither a dot at its end nor an empty part: such names are found by other ways than their plain ones. */
function isHostWhole(host: string): boolean {
  return !host.split(".").includes("");
}

/** No dots that climb, no empty segment. */
function isPathPlain(path: string, parsedPath: string): boolean {
  return !path.includes("//") && parsedPath === (path === "" ? "/" : path);
}
