/** Nobody else's signatures take bytes in. */
const PURPOSE = "upload-link";

/** Longer than any token made here. */
const MAX_TOKEN_LENGTH = 2_000;

/** Signs and checks texts for one purpose; the vault is one. */
export interface UploadLinkSigner {
  sign(purpose: string, payload: string): string;
  verify(purpose: string, payload: string, signature: string): boolean;
}

/** What a token says: nothing personal, since it stands in a URL. */
export interface UploadLink {
  readonly accountId: string;
  readonly uploadId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** `<payload>.<signature>` */
export function signUploadLink(signer: UploadLinkSigner, { accountId, uploadId, expiresAt }: UploadLink): string {
  const payload = Buffer.from(JSON.stringify([accountId, uploadId, expiresAt])).toString("base64url");
  return `${payload}.${signer.sign(PURPOSE, payload)}`;
}

/** What a token was made for; null where it was not made here for this. Whether its time is over is not looked at. */
export function openUploadLink(signer: UploadLinkSigner, token: string): UploadLink | null {
  const [payload, signature, ...rest] = token.split(".");
  if (!payload || !signature || rest.length > 0 || token.length > MAX_TOKEN_LENGTH) return null;
  return signer.verify(PURPOSE, payload, signature) ? unpacked(payload) : null;
}

/** Null where a version before or after this one has signed something else. */
function unpacked(payload: string): UploadLink | null {
  const parts = partsIn(payload);
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [accountId, uploadId, expiresAt] = parts as readonly unknown[];
  const isWhole = typeof accountId === "string" && typeof uploadId === "string" && typeof expiresAt === "number";
  return isWhole ? { accountId, uploadId, expiresAt } : null;
}

function partsIn(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as unknown;
  } catch {
    return null;
  }
}
