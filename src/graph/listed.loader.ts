import type { ConnectionScope } from "../context/connection-scope.js";
import type { Query } from "../lever/client.js";
import type { LeverEndpoint } from "../lever/endpoint.js";
import { LeverError } from "../lever/errors.js";
import { each, mapEach, toError } from "../loading/each.js";
import { defineLoader, type LoaderDefinition } from "../loading/loader.js";
import { unlessHidden } from "../loading/unless-hidden.js";
import { type AtsConfidentiality, isVisible } from "./confidentiality.js";

/** More single reads than this are never fewer requests than a walk of an account whose size is not known. */
const MAX_SINGLE_READS = 2;

/** Something that Lever lists for the whole account, and gives one by one as well. */
export interface ListedDefinition<Wire, Row> {
  readonly name: string;
  /** Rows that came some other way are kept by id under this name. */
  readonly kind: string;
  readonly list: LeverEndpoint<Wire>;
  /** All rows are the union of these walks of the list. */
  readonly walks: readonly Query[];
  readonly single: LeverEndpoint<Wire>;
  /** What the path of `single` calls the id. */
  readonly parameter: string;
  /** The border. */
  readonly toRow: (connectionId: string, wire: Wire, fetchedAt: number) => Row;
}

interface ListedRow {
  readonly externalId: string;
  readonly confidentiality: AtsConfidentiality | null;
}

/**
 * Rows by Lever's id: from what is kept, or the cached list; else single reads for a few, and the list, page by page until all are
 * found, for more. Null for what does not exist or is hidden from the caller.
 */
export function defineListedLoader<Wire, Row extends ListedRow>(
  definition: ListedDefinition<Wire, Row>,
): LoaderDefinition<ConnectionScope, string, Row | null> {
  return defineLoader({
    name: definition.name,
    batch: async (scope: ConnectionScope, ids: readonly string[]) => {
      const found = await keptRows<Row>(scope, definition.kind, ids);
      const missing = new Set(ids.filter((id) => !found.has(id)));
      const failure = await walkFor(scope, definition, missing, found).catch(toError);
      return each(ids, async (id) => {
        const row = found.get(id) ?? (await readSingle(scope, definition, id, failure));
        return row && isVisible(row, scope.lever.seesConfidential) ? row : null;
      });
    },
  });
}

async function keptRows<Row extends ListedRow>(
  { lever }: ConnectionScope,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  const kept = await lever.entities.getMany<Row>(kind, ids);
  return new Map(kept.flatMap((entry) => (entry ? [[entry.value.externalId, entry.value]] : [])));
}

/** Takes what is missing from the lists. Answers with the refusal where the key may not list them. */
async function walkFor<Wire, Row extends ListedRow>(
  { lever }: ConnectionScope,
  { list, walks, toRow }: ListedDefinition<Wire, Row>,
  missing: Set<string>,
  found: Map<string, Row>,
): Promise<Error | null> {
  for (const query of walks) {
    const isCached = await lever.isCached(list, {}, query);
    if (missing.size <= MAX_SINGLE_READS && !isCached) continue;
    const walk = isCached ? [await wholeList(lever, list, query)] : lever.pages(list, {}, query);
    for await (const { rows, fetchedAt } of walk) {
      const listed = mapEach(rows, (wire) => toRow(lever.connectionId, wire, fetchedAt));
      takeMissing(listed, missing, found);
      // What one more page may cost, one single read costs at most.
      if (missing.size <= 1) break;
    }
  }
  return null;
}

/** A row that can't be read is passed over: its single read tells what is wrong with it. */
function takeMissing<Row extends ListedRow>(
  rows: readonly (Row | Error)[],
  missing: Set<string>,
  found: Map<string, Row>,
): void {
  for (const row of rows) {
    if (!(row instanceof Error) && missing.delete(row.externalId)) found.set(row.externalId, row);
  }
}

async function wholeList<Wire>(lever: ConnectionScope["lever"], list: LeverEndpoint<Wire>, query: Query) {
  const { value, fetchedAt } = await lever.all(list, {}, query);
  return { rows: value, fetchedAt };
}

async function readSingle<Wire, Row extends ListedRow>(
  { lever }: ConnectionScope,
  { list, single, parameter, toRow }: ListedDefinition<Wire, Row>,
  id: string,
  failure: Error | null,
): Promise<Row | null> {
  if (failure && !(failure instanceof LeverError && failure.code === "FORBIDDEN")) throw failure;
  const readOne = (externalId: string) => lever.one(single, { [parameter]: externalId });
  const read = await unlessHidden(lever, readOne(id), {
    endpoint: list,
    again: (wire) => readOne(toRow(lever.connectionId, wire, 0).externalId),
  });
  return read ? toRow(lever.connectionId, read.value, read.fetchedAt) : null;
}
