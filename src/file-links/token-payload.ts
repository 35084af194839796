import type { FileLocation } from "./file-location.js";

/** What a token says. */
export interface TokenContent {
  readonly accountId: string;
  readonly location: FileLocation;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const KINDS: readonly unknown[] = ["file", "resume", "offer"];
const DOCUMENTS: readonly unknown[] = [null, "sent", "signed"];

/** The content as one text that may stand in a URL. */
export function packToken({ accountId, location, expiresAt }: TokenContent): string {
  const { connectionId, opportunityId, kind, id, document = null } = location;
  const parts = [accountId, connectionId, opportunityId, kind, id, document, expiresAt];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Null where the text holds something else: a version before or after this one may have signed it. */
export function unpackToken(payload: string): TokenContent | null {
  const parts = partsIn(payload);
  if (!Array.isArray(parts) || parts.length !== 7) return null;
  const [accountId, connectionId, opportunityId, kind, id, document, expiresAt] = parts as readonly unknown[];
  const areTexts = [accountId, connectionId, opportunityId, id].every((part) => typeof part === "string");
  const areKnown = KINDS.includes(kind) && DOCUMENTS.includes(document);
  if (!areTexts || !areKnown || typeof expiresAt !== "number") return null;
  const location = { connectionId, opportunityId, kind, id, ...(document === null ? {} : { document }) };
  return { accountId: accountId as string, location: location as FileLocation, expiresAt };
}

function partsIn(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as unknown;
  } catch {
    return null;
  }
}
