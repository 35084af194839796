import { GraphQLError } from "graphql";
import type { Role } from "../caller/caller.js";

/** An argument, cursor or id that is malformed; `argument` names it. */
export function badUserInput(argument: string, mend: string): GraphQLError {
  return new GraphQLError(`${argument}: ${mend}`, {
    extensions: { code: "BAD_USER_INPUT", argument, retryable: false },
  });
}

/** The caller's roles don't allow it. */
export function forbidden(requiredRole: Role): GraphQLError {
  return new GraphQLError(`This needs the role '${requiredRole}': ask an admin of the account for it.`, {
    extensions: { code: "FORBIDDEN", requiredRole, retryable: false },
  });
}

/** The connection was switched off by an admin. */
export function connectionDisabled(connectionId: string): GraphQLError {
  return new GraphQLError("The connection to Lever is switched off: an admin can enable it again.", {
    extensions: { code: "ATS_CONNECTION_DISABLED", connectionId, retryable: false },
  });
}

/** A match by links needs the link index, which has not been built yet. */
export function notSynced(connectionId: string): GraphQLError {
  return new GraphQLError(
    "Nobody has that email in Lever, and matching by profile links needs a finished sync: start one with startAtsSync.",
    { extensions: { code: "ATS_NOT_SYNCED", connectionId, retryable: true } },
  );
}

/** The connection's stored API key can't be opened. */
export function secretUnreadable(connectionId: string): GraphQLError {
  return new GraphQLError(
    "The stored API key can't be opened with this service's key ring: put the missing key back into ENCRYPTION_KEYS, or enter the API key again with rotateAtsApiKey.",
    { extensions: { code: "SECRET_UNREADABLE", connectionId, retryable: false } },
  );
}
