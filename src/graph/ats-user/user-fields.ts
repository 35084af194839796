import { canonicalEmail } from "../../identity/emails.js";
import { isIdPart } from "../../ids/entity-id.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { canonicalJson } from "../../writes/canonical-json.js";

/** All that can be written of a user. Lever docs, "Users > Update a user": what is left out is cleared. */
export interface UserFields {
  readonly name: string;
  readonly email: string;
  readonly accessRole: string;
  readonly externalDirectoryId?: string;
  readonly jobTitle?: string;
  /** Lever's id. */
  readonly managerId?: string;
}

/** What is to change: a field left out keeps its value, null clears it. */
export interface UserChanges {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly accessRole?: string | null | undefined;
  readonly externalDirectoryId?: string | null | undefined;
  readonly jobTitle?: string | null | undefined;
  /** Lever's id. */
  readonly managerId?: string | null | undefined;
}

/** Lever docs, "Users > Access roles". A custom role goes by its id. */
const ROLES: ReadonlySet<string> = new Set([
  "super admin",
  "admin",
  "team member",
  "limited team member",
  "interviewer",
]);

/**
 * Checks what can be told without Lever.
 * @throws GraphQLError BAD_USER_INPUT naming a field that can't be so
 */
export function checkUserChanges({ name, email, accessRole }: UserChanges): void {
  for (const [field, value] of Object.entries({ name, email, accessRole })) {
    if (value !== undefined && !value?.trim()) throw badUserInput(`input.${field}`, "can't be cleared: Lever needs it");
  }
  if (typeof email === "string" && canonicalEmail(email) === null) {
    throw badUserInput("input.email", "not an email address");
  }
  if (typeof accessRole === "string") checkAccessRole(accessRole);
}

function checkAccessRole(accessRole: string): void {
  if (ROLES.has(accessRole) || isIdPart(accessRole)) return;
  throw badUserInput("input.accessRole", `give the id of a custom role, or one of: ${[...ROLES].join(", ")}`);
}

/** What a user is to be: fields that are not there are cleared. */
export function changedUser(present: UserFields, changes: UserChanges): UserFields {
  const { externalDirectoryId, jobTitle, managerId } = present;
  return {
    name: changes.name?.trim() ?? present.name,
    email: changes.email?.trim() ?? present.email,
    accessRole: changes.accessRole ?? present.accessRole,
    ...filled("externalDirectoryId", changes.externalDirectoryId, externalDirectoryId),
    ...filled("jobTitle", changes.jobTitle, jobTitle),
    ...filled("managerId", changes.managerId, managerId),
  };
}

/** Whether two say the same. */
export function areSameUsers(one: UserFields, other: UserFields): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** Whether a change of role gives somebody an admin's rights, or a super admin's. */
export function isRaisedToAdmin(present: UserFields, wanted: UserFields): boolean {
  return rankOf(wanted.accessRole) > rankOf(present.accessRole);
}

/** Lever might take a role in another spelling: it must not slip through. */
function rankOf(accessRole: string): number {
  const role = accessRole.toLowerCase().replace(/[^a-z]/g, "");
  if (role === "superadmin") return 2;
  return role === "admin" ? 1 : 0;
}

function filled(
  field: "externalDirectoryId" | "jobTitle" | "managerId",
  change: string | null | undefined,
  present: string | undefined,
): Partial<UserFields> {
  const value = change === undefined ? present : change;
  return value ? { [field]: value } : {};
}
