/** An answer that should have been JSON and isn't. */
export class NotJson extends Error {
  override readonly name = "NotJson";

  /** `isCutOff`: it began as JSON does, so the rest may have got lost on the way. */
  constructor(readonly isCutOff: boolean) {
    super("Not JSON");
  }
}

/**
 * Parses an answer; null where it is empty.
 * @throws NotJson, which never quotes the text: it may be anybody's page
 */
export function parseJson(bytes: Buffer): unknown {
  const text = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trim();
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new NotJson(text.startsWith("{") || text.startsWith("["));
  }
}
