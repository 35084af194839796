import type { Clock } from "../time/clock.js";
import type { FileLocation } from "./file-location.js";
import { packToken, unpackToken } from "./token-payload.js";

/** How long a link is good for, milliseconds. */
export const LINK_AGE_MS = 5 * 60_000;

/** Nobody else's signatures open a link. */
const PURPOSE = "file-link";

/** Longer than any token made here. */
const MAX_TOKEN_LENGTH = 2_000;

/** Signs and checks texts for one purpose; the vault is one. */
export interface LinkSigner {
  sign(purpose: string, payload: string): string;
  verify(purpose: string, payload: string, signature: string): boolean;
}

/** A link to a file. */
export interface FileLink {
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a link was made for. */
export interface OpenedLink {
  readonly accountId: string;
  readonly location: FileLocation;
}

/** Makes links to files and takes them back. The link alone opens the file: a browser sends nothing else. */
export interface FileLinks {
  /** For somebody of the account who may see the file: that has been checked before. */
  create(accountId: string, location: FileLocation): FileLink;
  /** Null where the token was not made here for this, or its time is over. */
  open(token: string): OpenedLink | null;
}

/** What links are made of. */
export interface FileLinksOptions {
  readonly signer: LinkSigner;
  /** The base of the links, without a slash at its end; asked for each link, since the port is found at the start. */
  readonly publicUrl: () => string;
  readonly clock: Pick<Clock, "epochMs">;
}

/** Links of the form `<publicUrl>/files/<payload>.<signature>`. */
export function createFileLinks({ signer, publicUrl, clock }: FileLinksOptions): FileLinks {
  return {
    create: (accountId, location) => {
      const expiresAt = clock.epochMs() + LINK_AGE_MS;
      const payload = packToken({ accountId, location, expiresAt });
      return { url: `${publicUrl()}/files/${payload}.${signer.sign(PURPOSE, payload)}`, expiresAt };
    },
    open: (token) => {
      const [payload, signature, ...rest] = token.split(".");
      if (!payload || !signature || rest.length > 0 || token.length > MAX_TOKEN_LENGTH) return null;
      if (!signer.verify(PURPOSE, payload, signature)) return null;
      const content = unpackToken(payload);
      if (!content || content.expiresAt <= clock.epochMs()) return null;
      return { accountId: content.accountId, location: content.location };
    },
  };
}
