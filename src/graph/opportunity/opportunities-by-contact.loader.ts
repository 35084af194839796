import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Fetched } from "../../lever/client.js";
import { idOf } from "../../lever/reading.js";
import { defineLoader, type LoaderDefinition } from "../../loading/loader.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import { type AskedValues, readInBatches, refusedStatus } from "../value-batches.loader.js";
import { opportunityList } from "./opportunity.lever.js";
import type { Opportunity } from "./opportunity.js";
import type { OpportunityWire } from "./opportunity.wire.js";
import { takeRows, type TakenRow } from "./opportunity-rows.loader.js";

/** All of a person's opportunities, and what is to come with them. */
export interface ContactKey {
  readonly contactId: string;
  readonly expand: readonly OpportunityExpand[];
}

/** What is kept of a person: rows, and whether their applications are in them. */
interface KeptRows {
  readonly rows: readonly Opportunity[];
  readonly applications: boolean;
}

const KIND = "contact-opportunities";

/**
 * All of a person's opportunities that the caller may see, newest first; none for somebody unknown. A hundred people
 * cost one list request and its further pages. Lever docs, "Opportunities > List all opportunities": `contact_id`.
 */
export const opportunitiesByContact: LoaderDefinition<ConnectionScope, ContactKey, readonly Opportunity[]> =
  defineLoader({
    name: "opportunitiesByContact",
    keyOf: ({ contactId, expand }) => `${contactId} ${expand.includes("applications")}`,
    batch: async (scope, keys) => {
      const expand = [...new Set(keys.flatMap((key) => key.expand))].sort();
      const found = await readByContacts(
        scope,
        keys.map((key) => key.contactId),
        expand,
      );
      return keys.map(({ contactId }) => {
        const rows = found.get(contactId) ?? [];
        // Rows with applications serve those who don't ask for them as well.
        if (!(rows instanceof Error)) scope.load.prime(opportunitiesByContact, { contactId, expand: [] }, rows);
        return rows;
      });
    },
  });

/**
 * Rows by contact, from the cache and in batches; an Error where a person's could not be read. `onlyWithOthers`: those who
 * are not in the cache are left out where nobody else asks for people at this moment.
 */
export async function readByContacts(
  scope: ConnectionScope,
  contactIds: readonly string[],
  expand: readonly OpportunityExpand[],
  { onlyWithOthers = false } = {},
): Promise<ReadonlyMap<string, readonly Opportunity[] | Error>> {
  const ids = [...new Set(contactIds)];
  const kept = await keptOfContacts(scope, ids, expand);
  const found = new Map<string, readonly Opportunity[] | Error>();
  for (const [place, id] of ids.entries()) {
    const rows = kept[place];
    if (rows) found.set(id, rows);
  }
  await readInBatches(scope.lever, {
    ...{ list: opportunityList, parameter: "contact_id", expand, onlyWithOthers },
    values: ids.filter((id) => !found.has(id)),
    read: (asked) => walkBatch(scope, asked, expand, found),
    // One id that Lever refuses names nobody.
    failed: (chunk, error) => chunk.forEach((id) => found.set(id, refusedStatus(error) === null ? error : [])),
  });
  return found;
}

/** Each person's opportunities, newest first, as far as they come without a request; in the order of the ids. */
export async function keptOfContacts(
  { lever }: ConnectionScope,
  contactIds: readonly string[],
  expand: readonly OpportunityExpand[],
): Promise<readonly (readonly Opportunity[] | undefined)[]> {
  const kept = await lever.entities.getMany<KeptRows>(KIND, contactIds);
  const needsApplications = expand.includes("applications");
  return kept.map((entry) =>
    entry && (entry.value.applications || !needsApplications) ? entry.value.rows : undefined,
  );
}

/** With what others want besides; where Lever refuses that, once more as it is wanted here. */
async function walkBatch(
  scope: ConnectionScope,
  asked: AskedValues,
  expand: readonly OpportunityExpand[],
  found: Map<string, readonly Opportunity[] | Error>,
): Promise<void> {
  // Everybody's names are of the one list that an opportunity's relations are planned with.
  const all = asked.expand as readonly OpportunityExpand[];
  const isTaken = await walkChunk(scope, asked, { expand: all, isAsWanted: all.length === expand.length }, found);
  if (!isTaken) await walkChunk(scope, { ...asked, values: asked.own }, { expand, isAsWanted: true }, found);
}

/** False: nothing was taken in, for Lever refused to expand what is wanted elsewhere. */
async function walkChunk(
  scope: ConnectionScope,
  { values, own }: AskedValues,
  { expand, isAsWanted }: { readonly expand: readonly OpportunityExpand[]; readonly isAsWanted: boolean },
  found: Map<string, readonly Opportunity[] | Error>,
): Promise<boolean> {
  const { lever } = scope;
  const rows = new Map<string, Map<string, Opportunity>>(own.map((id) => [id, new Map<string, Opportunity>()]));
  const others = new Set(values.filter((id) => !rows.has(id)));
  let fetchedAt = Infinity;
  let applications = expand.includes("applications");
  for await (const page of lever.pages(opportunityList, {}, { contact_id: values, expand })) {
    if (page.refusedExpand.length > 0 && !isAsWanted) return false;
    fetchedAt = Math.min(fetchedAt, page.fetchedAt);
    applications &&= !page.refusedExpand.includes("applications");
    const wires = rowsBut(others, page.rows);
    for (const [place, row] of (await takeRows(scope, { ...page, rows: wires }, expand)).entries()) {
      put(row, wires[place], rows, found);
    }
  }
  for (const id of own) if (!found.has(id)) found.set(id, newestFirst(rows.get(id)));
  await keep(scope, own, found, { applications, fetchedAt });
  return true;
}

/** The others' rows are theirs to take in. A page that is all one's own stays the same array each time that it is read. */
function rowsBut(others: ReadonlySet<string>, rows: readonly OpportunityWire[]): readonly OpportunityWire[] {
  return others.size === 0 ? rows : rows.filter(({ contact }) => !others.has(idOf(contact) ?? ""));
}

/** A row that can't be read makes its person's list unreadable, where it tells whose it is. */
function put(
  row: TakenRow,
  wire: OpportunityWire | undefined,
  rows: ReadonlyMap<string, Map<string, Opportunity>>,
  found: Map<string, readonly Opportunity[] | Error>,
): void {
  const contactId = idOf(wire?.contact);
  if (row instanceof Error && contactId !== null) found.set(contactId, row);
  else if (row && !(row instanceof Error)) rows.get(row.candidateExternalId)?.set(row.externalId, row);
}

function newestFirst(rows: ReadonlyMap<string, Opportunity> | undefined): readonly Opportunity[] {
  return [...(rows?.values() ?? [])].sort((one, other) => other.createdAt - one.createdAt);
}

async function keep(
  { lever }: ConnectionScope,
  chunk: readonly string[],
  found: ReadonlyMap<string, readonly Opportunity[] | Error>,
  { applications, fetchedAt }: Pick<KeptRows, "applications"> & Pick<Fetched<unknown>, "fetchedAt">,
): Promise<void> {
  const entries = chunk.flatMap((id): (readonly [string, Fetched<KeptRows>])[] => {
    const rows = found.get(id);
    return rows === undefined || rows instanceof Error ? [] : [[id, { value: { rows, applications }, fetchedAt }]];
  });
  await lever.entities.setMany(KIND, entries, OPPORTUNITY_MAX_AGE_MS);
}
