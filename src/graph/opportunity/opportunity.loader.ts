import type { ConnectionScope } from "../../context/connection-scope.js";
import { LeverError } from "../../lever/errors.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { unlessHidden } from "../../loading/unless-hidden.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { MAX_VALUES_PER_REQUEST } from "../../planning/chunks.js";
import { accountPages, scanAccount } from "./account-scan.loader.js";
import { readByContacts } from "./opportunities-by-contact.loader.js";
import { opportunityList, singleOpportunity } from "./opportunity.lever.js";
import type { Opportunity } from "./opportunity.js";
import type { OpportunityWire } from "./opportunity.wire.js";
import { OPPORTUNITY_KIND, takeRows } from "./opportunity-rows.loader.js";

/** An opportunity, whose it is as far as the asker knows, and what is to come with it. */
export interface OpportunityKey {
  readonly externalId: string;
  /** A hint that lets many be read at once; a stale one costs a request and no more. */
  readonly contactId?: string | null;
  readonly expand: readonly OpportunityExpand[];
}

/**
 * Opportunities by Lever's id; null for what does not exist or is hidden from the caller.
 *
 * Lever has no list by opportunity id: several are read through their contacts in one list, as far as the key or the
 * index of rows seen before tells whose they are; a single one as well, where others ask for people at the same moment.
 * Many others are found in the account's whole list where that costs less than a request for each; the rest, and a single
 * one, are read each by itself.
 */
export const opportunityById = defineLoader<ConnectionScope, OpportunityKey, Opportunity | null>({
  name: "opportunityById",
  keyOf: ({ externalId, expand }) => `${externalId} ${expand.includes("applications")}`,
  batch: async (scope, keys) => {
    const expand = [...new Set(keys.flatMap((key) => key.expand))].sort();
    const found = new Map<string, Opportunity | Error>();
    for (const row of await keptOpportunities(scope, keys, expand)) if (row) found.set(row.externalId, row);
    const missing = keys.filter(({ externalId }) => !found.has(externalId));
    if (missing.length > 0) await readMany(scope, missing, expand, found);
    return each(keys, async ({ externalId }) => {
      const known = found.get(externalId);
      if (known instanceof Error) throw known;
      return known ?? readSingle(scope, externalId, expand);
    });
  },
});

/** In the order of the keys; undefined for what doesn't come without a request, with what is to come with it. */
export async function keptOpportunities(
  { lever }: ConnectionScope,
  keys: readonly Pick<OpportunityKey, "externalId">[],
  expand: readonly OpportunityExpand[],
): Promise<readonly (Opportunity | undefined)[]> {
  const kept = await lever.entities.getMany<Opportunity>(
    OPPORTUNITY_KIND,
    keys.map(({ externalId }) => externalId),
  );
  const needsApplications = expand.includes("applications");
  return kept.map((entry) => {
    const row = entry?.value;
    return row && !(needsApplications && row.application === undefined) ? row : undefined;
  });
}

/** Puts what can be read together into `found`; what is left over is read singly. */
async function readMany(
  scope: ConnectionScope,
  keys: readonly OpportunityKey[],
  expand: readonly OpportunityExpand[],
  found: Map<string, Opportunity | Error>,
): Promise<void> {
  const contacts = await contactsOf(scope, keys);
  const unknown = keys.map(({ externalId }) => externalId).filter((id) => !contacts.has(id));
  // Of a small account all are as cheap to find by a walk as those of unknown people.
  const pages = unknown.length > 0 && keys.length > 1 ? await accountPages(scope) : null;
  const batches = Math.ceil(contacts.size / MAX_VALUES_PER_REQUEST);
  if (pages !== null && pages < batches + unknown.length) {
    const wanted = keys.map(({ externalId }) => externalId);
    return readByScan(scope, wanted, batches + unknown.length, expand, found);
  }
  await readThroughContacts(scope, contacts, expand, found);
  if (unknown.length > 1) await readByScan(scope, unknown, unknown.length, expand, found);
}

async function readByScan(
  scope: ConnectionScope,
  ids: readonly string[],
  insteadOf: number,
  expand: readonly OpportunityExpand[],
  found: Map<string, Opportunity | Error>,
): Promise<void> {
  const wanted = new Set(ids);
  await scanAccount(scope, {
    ...{ insteadOf, expand },
    take: ({ rows }) => {
      const met = rows.filter((row) => row !== null && !(row instanceof Error) && wanted.delete(row.externalId));
      for (const row of met as readonly Opportunity[]) found.set(row.externalId, row);
      return { found: met.length, isDone: wanted.size === 0 };
    },
  });
}

/** Through their people; a key that may not list leaves its rows to single reads. */
async function readThroughContacts(
  scope: ConnectionScope,
  contacts: ReadonlyMap<string, string>,
  expand: readonly OpportunityExpand[],
  found: Map<string, Opportunity | Error>,
): Promise<void> {
  if (contacts.size === 0) return;
  // One alone costs no more when it is read by itself, and is found wherever it is.
  const rows = await readByContacts(scope, [...contacts.values()], expand, { onlyWithOthers: contacts.size === 1 });
  for (const [externalId, contactId] of contacts) {
    const known = rows.get(contactId);
    if (known instanceof Error) {
      if (!isForbidden(known)) found.set(externalId, known);
      continue;
    }
    const row = known?.find((candidate) => candidate.externalId === externalId);
    if (row) found.set(externalId, row);
  }
}

async function contactsOf(scope: ConnectionScope, keys: readonly OpportunityKey[]): Promise<Map<string, string>> {
  const unknown = keys.filter(({ contactId }) => !contactId).map(({ externalId }) => externalId);
  const learned = await scope.opportunities.contactsOf(scope.lever.connectionId, unknown);
  return new Map(
    keys.flatMap(({ externalId, contactId }) => {
      const contact = contactId ?? learned.get(externalId);
      return contact ? [[externalId, contact] as const] : [];
    }),
  );
}

async function readSingle(
  scope: ConnectionScope,
  opportunity: string,
  expand: readonly OpportunityExpand[],
): Promise<Opportunity | null> {
  const single = await askSingle(scope, opportunity, expand);
  if (!single) return null;
  const { value, fetchedAt, refusedExpand } = single;
  const [row] = await takeRows(scope, { rows: [value], fetchedAt, refusedExpand }, expand);
  if (row instanceof Error) throw row;
  return row ?? null;
}

/** With `expand`, and where Lever refuses that, once more without: the permission of what is expanded may be missing. */
async function askSingle({ lever }: ConnectionScope, opportunity: string, expand: readonly OpportunityExpand[]) {
  const readPlain = (id: string) => lever.one(singleOpportunity, { opportunity: id });
  if (expand.length > 0) {
    try {
      const single = await unlessMissing(lever.one(singleOpportunity, { opportunity }, { expand }));
      return single && { ...single, refusedExpand: [] };
    } catch (error) {
      if (!isForbidden(error)) throw error;
    }
  }
  const list = { endpoint: opportunityList, again: (row: OpportunityWire) => readPlain(row.id) };
  const single = await unlessHidden(lever, readPlain(opportunity), list);
  return single && { ...single, refusedExpand: expand };
}

function isForbidden(error: unknown): boolean {
  return error instanceof LeverError && error.code === "FORBIDDEN";
}
