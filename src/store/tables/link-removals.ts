import type { Transaction } from "kysely";
import { chunksOf } from "../chunks.js";
import type { Database, StoreSchema } from "../schema.js";
import type { MergedContact } from "../store.js";
import { whileConnected } from "./while-connected.js";

type Ids = readonly string[];

/** See `LinkStore.follow`. */
export async function follow(
  database: Database,
  connectionId: string,
  merged: readonly MergedContact[],
): Promise<void> {
  const last = new Map(merged.map(({ from, into }) => [from, into]));
  if (last.size === 0) return;
  await whileConnected(database, connectionId, async (transaction) => {
    const gone = await withoutOpportunities(transaction, connectionId, [...last.keys()].sort());
    for (const from of gone) await handOver(transaction, connectionId, { from, into: last.get(from) ?? from });
    await removeLinks(transaction, connectionId, gone);
  });
}

/** See `LinkStore.forgetOpportunities`. */
export async function forgetOpportunities(database: Database, connectionId: string, ids: Ids): Promise<void> {
  for (const some of chunksOf(ids)) {
    await whileConnected(database, connectionId, async (transaction) => {
      const rows = await transaction
        .deleteFrom("opportunity")
        .where("connection_id", "=", connectionId)
        .where("opportunity_id", "in", some)
        .returning("contact_id")
        .execute();
      const contacts = [...new Set(rows.map((row) => row.contact_id))];
      await removeLinks(transaction, connectionId, await withoutOpportunities(transaction, connectionId, contacts));
    });
  }
}

/** See `LinkStore.forgetContact`; answers with the opportunities that were theirs. */
export async function forgetContact(database: Database, connectionId: string, contactId: string): Promise<Ids> {
  const rows = await whileConnected(database, connectionId, async (transaction) => {
    await removeLinks(transaction, connectionId, [contactId]);
    return transaction
      .deleteFrom("opportunity")
      .where("connection_id", "=", connectionId)
      .where("contact_id", "=", contactId)
      .returning("opportunity_id")
      .execute();
  });
  return (rows ?? []).map((row) => row.opportunity_id);
}

/** The exports of one contact become the other's. */
async function handOver(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  { from, into }: MergedContact,
): Promise<void> {
  if (from === into) return;
  const rows = await transaction
    .selectFrom("link_index")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("contact_id", "=", from)
    .where("kind", "=", "EXPORTED")
    .execute();
  for (const some of chunksOf(rows)) {
    await transaction
      .insertInto("link_index")
      .values(some.map((row) => ({ ...row, contact_id: into })))
      .onConflict((conflict) => conflict.columns(["connection_id", "digest", "contact_id"]).doNothing())
      .execute();
  }
}

async function removeLinks(transaction: Transaction<StoreSchema>, connectionId: string, contacts: Ids): Promise<void> {
  if (contacts.length === 0) return;
  await transaction
    .deleteFrom("link_index")
    .where("connection_id", "=", connectionId)
    .where("contact_id", "in", contacts)
    .execute();
}

async function withoutOpportunities(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  contacts: Ids,
): Promise<Ids> {
  if (contacts.length === 0) return [];
  const rows = await transaction
    .selectFrom("opportunity")
    .select("contact_id")
    .distinct()
    .where("connection_id", "=", connectionId)
    .where("contact_id", "in", contacts)
    .execute();
  const present = new Set(rows.map((row) => row.contact_id));
  return contacts.filter((id) => !present.has(id));
}
