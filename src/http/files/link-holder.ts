import type { FastifyRequest } from "fastify";
import type { Authenticator } from "../../caller/identity.js";
import type { FileLinks, OpenedLink } from "../../file-links/file-links.js";

/** What tells whether a link may be used. */
export interface LinkHolderOptions {
  readonly fileLinks: FileLinks;
  readonly authenticator: Authenticator;
  /** The header that names a caller's account. */
  readonly callerHeader: "authorization" | "x-account-id";
}

/**
 * What a token was made for; null where it is not valid, or comes with the headers of a caller of another account. The
 * token is enough: a browser that opens a link sends nothing else.
 */
export async function openedLink(
  token: string,
  request: FastifyRequest,
  { fileLinks, authenticator, callerHeader }: LinkHolderOptions,
): Promise<OpenedLink | null> {
  const link = fileLinks.open(token);
  const given = request.headers[callerHeader];
  if (!link || given === undefined) return link;
  const identity = await authenticator.identify(request.raw);
  if (identity.kind === "caller") return identity.caller.accountId === link.accountId ? link : null;
  // Whoever names another account is not served as this one, whether or not it is theirs.
  return callerHeader === "x-account-id" && given !== link.accountId ? null : link;
}
