import type { Database } from "../schema.js";
import type { BulkStore } from "../store.js";
import { toItem } from "./bulk-rows.js";

/** Looking through the items of a connection, and taking out of them what is about one person. */
export function bulkPurgingOf({ kysely }: Database): Pick<BulkStore, "ofConnection" | "replaceOutcome"> {
  return {
    ofConnection: async (connectionId, limit, after) => {
      const { operationId = "", index = -1 } = after ?? {};
      const rows = await kysely
        .selectFrom("bulk_item")
        .selectAll()
        .where("connection_id", "=", connectionId)
        .where((eb) => eb(eb.refTuple("operation_id", "item_index"), ">", eb.tuple(operationId, index)))
        .orderBy("operation_id")
        .orderBy("item_index")
        .limit(limit)
        .execute();
      return rows.map(toItem);
    },
    replaceOutcome: async (operationId, index, sealedOutcome) => {
      await kysely
        .updateTable("bulk_item")
        .set({ sealed_outcome: sealedOutcome })
        .where("operation_id", "=", operationId)
        .where("item_index", "=", index)
        .where("sealed_outcome", "is not", null)
        .execute();
    },
  };
}
