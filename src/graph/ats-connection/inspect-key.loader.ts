import type { CheckedKey, ConnectionDraft } from "../../connections/registry.js";
import type { GraphContext } from "../../context/graph-context.js";
import type { LeverClient } from "../../lever/client.js";
import { LeverError } from "../../lever/errors.js";
import type { ReferenceIds } from "../../store/store.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import type { AtsUser } from "../ats-user/ats-user.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { performerOf } from "../ats-user/performer.loader.js";
import { accountLists, type AnsweredPermission, checkKey } from "./key-check.loader.js";

/** Header values can't hold more, and Lever's keys are shorter. */
const API_KEY = /^[\x21-\x7e]{8,512}$/;

/** A key that Lever takes, and what it tells of itself and of its account. */
export interface InspectedKey {
  readonly checked: CheckedKey;
  readonly references: ReferenceIds;
  readonly answered: readonly AnsweredPermission[];
}

/** A key that is not to be used, and what its owner can do about it. */
export interface UnusableKey {
  readonly userErrors: readonly AtsUserError[];
}

/**
 * Checks a key that is not stored yet, in a scope of its own: what can be mended comes back as user errors.
 * @throws LeverError where Lever can't be asked
 */
export async function inspectKey(
  context: GraphContext,
  draft: ConnectionDraft,
  performAsEmail: string | null,
): Promise<InspectedKey | UnusableKey> {
  if (!API_KEY.test(draft.apiKey)) return { userErrors: [keyRejected("This can't be an API key of Lever's.")] };
  const lever = context.services.pool.client(draft.target, context.scopeOf("interactive"));
  try {
    return await readAccount(lever, performAsEmail);
  } catch (error) {
    if (error instanceof LeverError && error.code === "UNAUTHORIZED") {
      return {
        userErrors: [keyRejected("Lever does not take this API key: copy it again from Lever's API credentials page.")],
      };
    }
    throw error;
  }
}

async function readAccount(lever: LeverClient, performAsEmail: string | null): Promise<InspectedKey | UnusableKey> {
  const { confidentialAccess, answered } = await checkKey(lever);
  const { stageIds, users, answered: answeredLists } = await accountLists(lever);
  const userIds = users instanceof LeverError ? [] : users.map((user) => user.externalId);
  const performer = performAsEmail === null ? null : requirePerformer(users, performAsEmail);
  if (performer && "code" in performer) return { userErrors: [performer] };
  return {
    checked: { confidentialAccess, defaultPerformAsId: performer?.externalId ?? null },
    references: { stageIds, userIds },
    answered: [...answered, ...answeredLists],
  };
}

/** The user on whose behalf writes are to be made, or why not. */
export function requirePerformer(users: readonly AtsUser[] | LeverError, email: string): AtsUser | AtsUserError {
  const path = ["input", "defaultPerformAsEmail"];
  if (users instanceof LeverError) return userErrorFrom(users, path);
  return performerOf(users, email) ?? userError("PERFORM_AS_UNKNOWN", { path });
}

function keyRejected(message: string): AtsUserError {
  return userError("API_KEY_REJECTED", { message, path: ["input", "apiKey"] });
}
