import { chunksOf } from "../chunks.js";
import { type Database, toFlag } from "../schema.js";
import type { WebhookStore } from "../store.js";

const UNLINKED = { opportunity_id: null, contact_id: null, pending: toFlag(false) };

/** What deliveries tell of one person, and taking it out of them. */
export function purgingOf({ kysely }: Database): Pick<WebhookStore, "unlink" | "opportunitiesOf"> {
  return {
    unlink: async (connectionId, contactId, opportunityIds) => {
      const unlink = kysely.updateTable("webhook_delivery").set(UNLINKED).where("connection_id", "=", connectionId);
      await unlink.where("contact_id", "=", contactId).execute();
      for (const some of chunksOf(opportunityIds)) await unlink.where("opportunity_id", "in", some).execute();
    },
    opportunitiesOf: async (connectionId, contactId) => {
      const rows = await kysely
        .selectFrom("webhook_delivery")
        .select("opportunity_id")
        .distinct()
        .where("connection_id", "=", connectionId)
        .where("contact_id", "=", contactId)
        .where("opportunity_id", "is not", null)
        .execute();
      return rows.flatMap(({ opportunity_id }) => opportunity_id ?? []);
    },
  };
}
