import type { ConnectionScope } from "../context/connection-scope.js";
import type { GraphContext } from "../context/graph-context.js";
import { entityId, isIdPart, parseEntityId } from "../ids/entity-id.js";
import type { LoaderDefinition } from "../loading/loader.js";
import { badUserInput } from "../user-errors/thrown.js";
import type { Representation } from "./slice.js";

/** Lever's id of something, and the connection it is read through. */
export interface ExternalReference {
  readonly connectionId: string;
  readonly externalId: string;
}

/** The fields of an entity that its id alone tells: asking for them costs nothing. */
export const KEY_FIELDS: ReadonlySet<string> = new Set(["id", "connectionId", "externalId"]);

/** The key fields of something of which only Lever's id is known. */
export function keyOf(connectionId: string, externalId: string): ExternalReference & { readonly id: string } {
  return { id: entityId(connectionId, externalId), connectionId, externalId };
}

/**
 * Takes the id of an argument or input field apart.
 * @throws GraphQLError BAD_USER_INPUT naming `argument`
 */
export function externalReference(id: string, argument: string): ExternalReference {
  const parts = parseEntityId(id);
  const externalId = parts?.externalIds[0];
  if (!parts || externalId === undefined) throw badUserInput(argument, "not an id of the form <connection>.<id>");
  return { connectionId: parts.connectionId, externalId };
}

/**
 * Lever's ids of several ids, as far as they are of that connection: others name nothing in it.
 * @throws GraphQLError BAD_USER_INPUT naming `argument`
 */
export function externalIdsOf(connectionId: string, ids: readonly string[], argument: string): readonly string[] {
  return ids.flatMap((id, index) => {
    const reference = externalReference(id, `${argument}.${index}`);
    return reference.connectionId === connectionId ? [reference.externalId] : [];
  });
}

/**
 * The reference in a representation, by either key: `id`, or `connectionId` and `externalId`.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function referenceOf(representation: Representation): ExternalReference {
  const { id, connectionId, externalId } = representation;
  if (typeof id === "string") return externalReference(id, "representations.id");
  if (!isIdPart(connectionId)) throw badUserInput("representations.connectionId", "not an id");
  if (!isIdPart(externalId)) throw badUserInput("representations.externalId", "not an id");
  return { connectionId, externalId };
}

/** Reads through a connection; null where the account has no such connection. */
export async function through<Value>(
  context: GraphContext,
  connectionId: string,
  read: (scope: ConnectionScope) => Value | Promise<Value>,
): Promise<Value | null> {
  const scope = await context.connections.open(connectionId);
  return scope ? read(scope) : null;
}

/** What a loader reads through a connection, at once where the operation has it; null as in {@link through}. */
export function loadedThrough<Key, Value>(
  context: GraphContext,
  connectionId: string,
  loader: LoaderDefinition<ConnectionScope, Key, Value>,
  key: Key,
): Promise<Value | null> | Value | null {
  const known = context.connections.opened(connectionId)?.load.known(loader, key);
  return known === undefined ? through(context, connectionId, ({ load }) => load(loader, key)) : known;
}
