import type { Transaction } from "kysely";
import { chunksOf } from "../chunks.js";
import type { Database, StoreSchema } from "../schema.js";
import type { OpportunityIndex } from "../store.js";
import type { LearnedContact, StoredContacts } from "./stored-contacts.js";
import { whileConnected } from "./while-connected.js";

/** The contacts of opportunities, in their table; `stored` tells what need not be written again. */
export function createOpportunityIndex(database: Database, stored: StoredContacts): OpportunityIndex {
  return {
    contactsOf: async (connectionId, opportunityIds) => {
      const contacts = new Map<string, string>();
      for (const ids of chunksOf([...new Set(opportunityIds)])) {
        const rows = await database.kysely
          .selectFrom("opportunity")
          .select(["opportunity_id as opportunityId", "contact_id as contactId"])
          .where("connection_id", "=", connectionId)
          .where("opportunity_id", "in", ids)
          .execute();
        stored.keep(connectionId, rows);
        for (const { opportunityId, contactId } of rows) contacts.set(opportunityId, contactId);
      }
      return contacts;
    },
    learn: async (connectionId, rows) => {
      for (const news of chunksOf(stored.news(connectionId, rows))) {
        const isKept = await whileConnected(database, connectionId, (transaction) =>
          write(transaction, connectionId, news),
        );
        if (!isKept) return;
        stored.keep(connectionId, news);
      }
    },
  };
}

async function write(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  rows: readonly LearnedContact[],
): Promise<true> {
  await transaction
    .insertInto("opportunity")
    .values(
      rows.map(({ opportunityId, contactId }) => ({
        connection_id: connectionId,
        opportunity_id: opportunityId,
        contact_id: contactId,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["connection_id", "opportunity_id"])
        .doUpdateSet((row) => ({ contact_id: row.ref("excluded.contact_id") }))
        // A row that is the same already is not written anew, which PostgreSQL would do.
        .whereRef("opportunity.contact_id", "<>", "excluded.contact_id"),
    )
    .execute();
  return true;
}
