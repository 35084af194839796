import type { IdentifiedRequest } from "./identity.js";

/** A header can't be believed; `reason` is for whoever calls. */
export class HeaderInvalid extends Error {
  override readonly name = "HeaderInvalid";

  constructor(header: string, fault: string) {
    super(`The header ${header} ${fault}.`);
  }
}

/**
 * The one value of a header; null where it is missing or empty.
 * @throws HeaderInvalid where it came more than once: one of them may be forged, and nobody can say which
 */
export function headerOf(request: IdentifiedRequest, name: string): string | null {
  const value = request.headers[name];
  if (value === undefined) return null;
  if (Array.isArray(value) || timesOf(name, request.rawHeaders ?? []) > 1) {
    throw new HeaderInvalid(name, "came more than once");
  }
  return value === "" ? null : value;
}

/** How often a header came: `name` in small letters. */
function timesOf(name: string, rawHeaders: readonly string[]): number {
  let times = 0;
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const other = rawHeaders[place];
    if (other?.length === name.length && other.toLowerCase() === name) times++;
  }
  return times;
}

/**
 * As {@link headerOf}, of a value that `isRight` takes.
 * @throws HeaderInvalid
 */
export function checkedHeaderOf(
  request: IdentifiedRequest,
  name: string,
  isRight: (value: string) => boolean,
): string | null {
  const value = headerOf(request, name);
  if (value !== null && !isRight(value)) throw new HeaderInvalid(name, "is malformed");
  return value;
}
