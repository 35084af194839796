/** Lever's ids match this; ours do too. Anything else never reaches a URL. */
const PART = /^[A-Za-z0-9_-]{1,100}$/;

/** Whether a text can be an id of Lever's or of ours. */
export function isIdPart(text: unknown): text is string {
  return typeof text === "string" && PART.test(text);
}

/** `<connection>.<id>`, `<connection>.<opportunity>.<id>` and so on. */
export function entityId(connectionId: string, ...externalIds: readonly string[]): string {
  return [connectionId, ...externalIds].join(".");
}

/** A parsed id: the connection it belongs to and what follows. */
export interface EntityIdParts {
  readonly connectionId: string;
  readonly externalIds: readonly string[];
}

/** The usual id, of two parts: gateways name things by the thousand. */
const OF_TWO_PARTS = /^([A-Za-z0-9_-]{1,100})\.([A-Za-z0-9_-]{1,100})$/;

/** Takes an id apart; null where it has not `depth` parts after the connection, or a part that can't be an id. */
export function parseEntityId(id: unknown, depth = 1): EntityIdParts | null {
  if (typeof id !== "string" || id.length > 500) return null;
  return depth === 1 ? partsOfTwo(OF_TWO_PARTS.exec(id)) : partsOf(id, depth);
}

function partsOfTwo(match: RegExpExecArray | null): EntityIdParts | null {
  const [, connectionId, externalId] = match ?? [];
  return connectionId === undefined || externalId === undefined ? null : { connectionId, externalIds: [externalId] };
}

function partsOf(id: string, depth: number): EntityIdParts | null {
  const [connectionId, ...externalIds] = id.split(".");
  if (!isIdPart(connectionId) || externalIds.length !== depth || !externalIds.every(isIdPart)) return null;
  return { connectionId, externalIds };
}
