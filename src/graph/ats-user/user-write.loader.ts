import type { ConnectionScope } from "../../context/connection-scope.js";
import { LeverError } from "../../lever/errors.js";
import { filledTextOf, idOf, required, textOf } from "../../lever/reading.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { singleUser, userList } from "./ats-user.lever.js";
import { toUser, WHOLE_LIST } from "./ats-user.loader.js";
import type { AtsUser } from "./ats-user.js";
import type { UserWire } from "./ats-user.wire.js";
import type { UserFields } from "./user-fields.js";

/** A user as they are in Lever now, and in the form in which they are written. */
export interface PresentUser {
  readonly user: AtsUser;
  readonly fields: UserFields;
}

/**
 * Reads a user; null where Lever has none such. Lever answers 404 to a deactivated one, and 403 without 'find a user':
 * the list has them all. `fresh` reads past every cache.
 * @throws LeverError
 */
export async function readPresentUser(fresh: ConnectionScope, userId: string): Promise<PresentUser | null> {
  const { lever } = fresh;
  const wire = (await readSingle(fresh, userId)) ?? (await readListed(fresh, userId));
  return wire && { user: toUser(lever.connectionId, wire), fields: toFields(lever.connectionId, wire) };
}

async function readSingle({ lever }: ConnectionScope, user: string): Promise<UserWire | null> {
  try {
    return (await unlessMissing(lever.one(singleUser, { user })))?.value ?? null;
  } catch (error) {
    if (error instanceof LeverError && error.code === "FORBIDDEN") return null;
    throw error;
  }
}

async function readListed({ lever }: ConnectionScope, userId: string): Promise<UserWire | null> {
  const { value } = await lever.all(userList, {}, WHOLE_LIST);
  return value.find(({ id }) => id === userId) ?? null;
}

/** The border: a role that can't be read must not be written over with another. */
function toFields(connectionId: string, wire: UserWire): UserFields {
  const need = (text: string | null, path: string): string => required(text, path, singleUser, connectionId);
  const externalDirectoryId = filledTextOf(wire.externalDirectoryId);
  const jobTitle = filledTextOf(wire.jobTitle);
  const managerId = idOf(wire.managerId);
  return {
    name: need(textOf(wire.name), "name"),
    email: need(filledTextOf(wire.email), "email"),
    accessRole: need(filledTextOf(wire.accessRole), "accessRole"),
    ...(externalDirectoryId === null ? {} : { externalDirectoryId }),
    ...(jobTitle === null ? {} : { jobTitle }),
    ...(managerId === null ? {} : { managerId }),
  };
}
