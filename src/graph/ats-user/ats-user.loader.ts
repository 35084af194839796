import type { ConnectionScope } from "../../context/connection-scope.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { madeOnce } from "../../loading/made-once.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { LeverError } from "../../lever/errors.js";
import { filledTextOf, idOf, millisOf, required, textOf } from "../../lever/reading.js";
import { keyOf } from "../entity-reference.js";
import { USER_MAX_AGE_MS } from "../lifetimes.js";
import { singleUser, userList } from "./ats-user.lever.js";
import type { AtsUser } from "./ats-user.js";
import type { UserWire } from "./ats-user.wire.js";

const KIND = "user";

/** Deactivated ones are in the list too: they own opportunities still. Lever docs, "Users > List all users". */
export const WHOLE_LIST = { includeDeactivated: true };

/** All users of the Lever account, deactivated ones too. */
export const allUsers = defineLoader<ConnectionScope, "all", readonly AtsUser[]>({
  name: "allUsers",
  batch: async ({ lever }) => {
    const { value } = await lever.all(userList, {}, WHOLE_LIST);
    return [usersIn(value, lever.connectionId)];
  },
});

const usersIn = madeOnce((list: readonly UserWire[], connectionId: string): readonly AtsUser[] =>
  list.map((wire) => toUser(connectionId, wire)),
);

/** Whether users come without a request: else `expand` is cheaper. */
export function areUsersCached({ lever }: ConnectionScope): Promise<boolean> {
  return lever.isCached(userList, {}, WHOLE_LIST);
}

/**
 * Users by Lever's id: from what is cached; else one single read for one user, and the list for more. A deactivated
 * user is in the list only.
 */
export const userById = defineLoader<ConnectionScope, string, AtsUser | null>({
  name: "userById",
  batch: async (scope, ids) => {
    const kept = await scope.lever.entities.getMany<AtsUser>(KIND, ids);
    const missing = ids.filter((_, place) => !kept[place]);
    const read = missing.length === 0 ? new Map<string, AtsUser>() : await readUsers(scope, missing);
    if (read instanceof Error) return ids.map((_, place) => kept[place]?.value ?? read);
    return ids.map((id, place) => kept[place]?.value ?? read.get(id) ?? null);
  },
});

async function readUsers(scope: ConnectionScope, ids: readonly string[]): Promise<Map<string, AtsUser> | Error> {
  const [id, ...others] = ids;
  if (id !== undefined && others.length === 0 && !(await areUsersCached(scope))) {
    const single = await readSingle(scope, id);
    if (single) return new Map([[id, single]]);
  }
  const [listed] = await each(["all"] as const, (all) => scope.load(allUsers, all));
  if (listed instanceof Error) return listed;
  return new Map(listed?.map((user) => [user.externalId, user]));
}

/** Null where the list has to be asked: Lever answers 404 to a deactivated user, and 403 without 'find a user'. */
async function readSingle({ lever }: ConnectionScope, id: string): Promise<AtsUser | null> {
  try {
    const single = await unlessMissing(lever.one(singleUser, { user: id }));
    return single ? toUser(lever.connectionId, single.value) : null;
  } catch (error) {
    if (error instanceof LeverError && error.code === "FORBIDDEN") return null;
    throw error;
  }
}

/** Keeps users that came with other rows, so that nobody asks for them again; answers with them. */
export async function keepUsers(
  scope: ConnectionScope,
  wires: readonly UserWire[],
  fetchedAt: number,
): Promise<readonly AtsUser[]> {
  const { lever } = scope;
  const users = wires.map((wire) => toUser(lever.connectionId, wire));
  primeUsers(scope, users);
  const entries = users.map((user) => [user.externalId, { value: user, fetchedAt }] as const);
  await lever.entities.setMany(KIND, entries, USER_MAX_AGE_MS);
  return users;
}

/** Has at hand those of the users that come without a request; `isListCached`: all of them do. */
export async function bringKeptUsers(
  scope: ConnectionScope,
  ids: readonly string[],
  isListCached: boolean,
): Promise<void> {
  const { lever, load } = scope;
  const missing = ids.filter((id) => load.known(userById, id) === undefined);
  const kept = await lever.entities.getMany<AtsUser>(KIND, missing);
  primeUsers(
    scope,
    kept.flatMap((entry) => entry?.value ?? []),
  );
  if (!isListCached || kept.every((entry) => entry !== undefined)) return;
  const wanted = new Set(missing);
  primeUsers(
    scope,
    (await load(allUsers, "all")).filter(({ externalId }) => wanted.has(externalId)),
  );
}

/** Users that are at hand are not looked for in this operation. */
export function primeUsers({ load }: ConnectionScope, users: readonly AtsUser[]): void {
  for (const user of users) load.prime(userById, user.externalId, user);
}

/** The border: what Lever sends, as the graph has it. */
export function toUser(connectionId: string, wire: UserWire): AtsUser {
  return {
    ...keyOf(connectionId, required(idOf(wire.id), "id", userList, connectionId)),
    name: textOf(wire.name),
    email: filledTextOf(wire.email),
    username: filledTextOf(wire.username),
    accessRole: filledTextOf(wire.accessRole),
    jobTitle: filledTextOf(wire.jobTitle),
    photo: filledTextOf(wire.photo),
    externalDirectoryId: filledTextOf(wire.externalDirectoryId),
    deactivatedAt: millisOf(wire.deactivatedAt),
    createdAt: millisOf(wire.createdAt),
  };
}
