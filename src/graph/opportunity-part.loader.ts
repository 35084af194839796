import type { ConnectionScope } from "../context/connection-scope.js";
import type { LeverEndpoint } from "../lever/endpoint.js";
import { objectOf } from "../lever/reading.js";
import { each } from "../loading/each.js";
import { defineLoader, type LoaderDefinition } from "../loading/loader.js";
import { unlessMissing } from "../loading/unless-missing.js";
import { keepUsers } from "./ats-user/ats-user.loader.js";
import type { UserWire } from "./ats-user/ats-user.wire.js";
import { keepStages } from "./stage/stage.loader.js";
import type { StageWire } from "./stage/stage.wire.js";

/** Everything of one kind that belongs to an opportunity. */
export interface PartKey {
  /** Lever's id. */
  readonly opportunityId: string;
  /** Properties that are to come as objects. Lever docs, "Expanding". */
  readonly expand: readonly string[];
}

/** Where a part was read. */
export interface PartSource {
  readonly connectionId: string;
  /** Lever's id. */
  readonly opportunityId: string;
  readonly fetchedAt: number;
}

/** One kind of what belongs to an opportunity: notes, files, interviews. */
export interface PartDefinition<Wire, Part> {
  readonly name: string;
  /** Its path names the `:opportunity`. */
  readonly endpoint: LeverEndpoint<Wire>;
  /** Properties of a row that `expand` turns into users and stages, to be kept for others. */
  readonly users?: readonly string[];
  readonly stages?: readonly string[];
  /** The border; null for what is not to be shown, such as something deleted. */
  readonly toPart: (source: PartSource, wire: Wire) => Part | null;
}

/**
 * The loader of a kind of part: Lever lists them for one opportunity at a time, so each opportunity that is asked for
 * costs one list, to its last page, once in an operation and within its age. Null where Lever has no such opportunity.
 */
export function definePartLoader<Wire extends object, Part>(
  definition: PartDefinition<Wire, Part>,
): LoaderDefinition<ConnectionScope, PartKey, readonly Part[] | null> {
  return defineLoader({
    name: definition.name,
    keyOf: ({ opportunityId }) => opportunityId,
    batch: (scope, keys) => {
      const expand = [...new Set(keys.flatMap((key) => key.expand))].sort();
      return each(keys, ({ opportunityId }) => readParts(scope, definition, opportunityId, expand));
    },
  });
}

async function readParts<Wire extends object, Part>(
  scope: ConnectionScope,
  definition: PartDefinition<Wire, Part>,
  opportunityId: string,
  expand: readonly string[],
): Promise<readonly Part[] | null> {
  const { lever } = scope;
  // The same with and without `expand`: what was read one way serves whoever asks the other way.
  const [kept] = await lever.entities.getMany<readonly Part[]>(definition.name, [opportunityId]);
  if (kept) return kept.value;
  const query = expand.length === 0 ? {} : { expand };
  const list = await unlessMissing(lever.all(definition.endpoint, { opportunity: opportunityId }, query));
  if (!list) return null;
  const { value, fetchedAt } = list;
  await keepExpanded(scope, definition, value, fetchedAt);
  const source = { connectionId: lever.connectionId, opportunityId, fetchedAt };
  const parts = value.flatMap((wire) => definition.toPart(source, wire) ?? []);
  await lever.entities.setMany(
    definition.name,
    [[opportunityId, { value: parts, fetchedAt }]],
    definition.endpoint.maxAgeMs,
  );
  return parts;
}

async function keepExpanded<Wire extends object>(
  scope: ConnectionScope,
  { users = [], stages = [] }: Pick<PartDefinition<Wire, never>, "users" | "stages">,
  rows: readonly Wire[],
  fetchedAt: number,
): Promise<void> {
  const people = objectsAt<UserWire>(rows, users);
  const places = objectsAt<StageWire>(rows, stages);
  if (people.length > 0) await keepUsers(scope, people, fetchedAt);
  if (places.length > 0) await keepStages(scope, places, fetchedAt);
}

/** Each once: what `expand` put in place of an id. */
function objectsAt<Wire extends { readonly id: string }>(
  rows: readonly object[],
  properties: readonly string[],
): Wire[] {
  const found = new Map<unknown, Wire>();
  for (const row of rows) {
    for (const property of properties) {
      const value = objectOf((row as Readonly<Record<string, unknown>>)[property]);
      if (value && typeof value["id"] === "string") found.set(value["id"], value as unknown as Wire);
    }
  }
  return [...found.values()];
}
