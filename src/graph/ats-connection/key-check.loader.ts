import type { LeverClient } from "../../lever/client.js";
import { LeverError } from "../../lever/errors.js";
import type { PermissionRecord } from "../../store/store.js";
import type { AtsUser } from "../ats-user/ats-user.js";
import { userList } from "../ats-user/ats-user.lever.js";
import { toUser } from "../ats-user/ats-user.loader.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import { stageList } from "../stage/stage.lever.js";
import { idOf } from "../../lever/reading.js";

/** What one look at Lever tells of a key. */
export interface KeyCheck {
  /** Null where the key may not list opportunities at all. */
  readonly confidentialAccess: boolean | null;
  readonly answered: readonly AnsweredPermission[];
}

/** That the key has a permission, or has not. */
export type AnsweredPermission = Pick<PermissionRecord, "permission" | "granted">;

/**
 * Asks Lever the cheapest question that tells whether the key is taken and whether it sees confidential rows: one
 * request, two for a key without confidential access. Lever docs, "Confidential data".
 * @throws LeverError UNAUTHORIZED where Lever does not take the key, and others where it can't be found out
 */
export async function checkKey(lever: LeverClient): Promise<KeyCheck> {
  if (await isAllowed(lever, { confidentiality: "all" })) return keyCheck(true, true);
  const isListAllowed = await isAllowed(lever, { confidentiality: "non-confidential" });
  return keyCheck(isListAllowed ? false : null, isListAllowed);
}

function keyCheck(confidentialAccess: boolean | null, granted: boolean): KeyCheck {
  return { confidentialAccess, answered: [{ permission: opportunityList.permission, granted }] };
}

async function isAllowed(lever: LeverClient, query: { readonly confidentiality: string }): Promise<boolean> {
  try {
    await lever.page(opportunityList, {}, { ...query, limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof LeverError && error.code === "FORBIDDEN") return false;
    throw error;
  }
}

/** What tells one Lever account from another, as far as the key may list it; an Error for what it may not. */
export interface AccountLists {
  readonly stageIds: readonly string[];
  readonly users: readonly AtsUser[] | LeverError;
  readonly answered: readonly AnsweredPermission[];
}

/**
 * Reads stages and users: the lists that the next pages of the setup need anyway.
 * @throws LeverError where Lever can't be asked
 */
export async function accountLists(lever: LeverClient): Promise<AccountLists> {
  const [stages, users] = await Promise.all([
    unlessForbidden(lever.all(stageList, {})),
    unlessForbidden(lever.all(userList, {}, { includeDeactivated: true })),
  ]);
  return {
    stageIds: stages instanceof LeverError ? [] : stages.value.flatMap(({ id }) => idOf(id) ?? []),
    users: users instanceof LeverError ? users : users.value.map((wire) => toUser(lever.connectionId, wire)),
    answered: [
      { permission: stageList.permission, granted: !(stages instanceof LeverError) },
      { permission: userList.permission, granted: !(users instanceof LeverError) },
    ],
  };
}

async function unlessForbidden<Value>(reading: Promise<Value>): Promise<Value | LeverError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof LeverError && error.code === "FORBIDDEN") return error;
    throw error;
  }
}
