import { chunksOf } from "../chunks.js";
import type { Database, ReferenceIdTable } from "../schema.js";
import type { ReferenceIdStore } from "../store.js";
import { whileConnected } from "./while-connected.js";

/** Lever's ids of the stages and users of each connection's Lever account. */
export function createReferenceIdStore(database: Database): ReferenceIdStore {
  const { kysely } = database;
  return {
    learn: async (connectionId, { stageIds, userIds }) => {
      const rows = [...rowsOf(connectionId, "stage", stageIds), ...rowsOf(connectionId, "user", userIds)];
      for (const chunk of chunksOf(rows)) {
        await whileConnected(database, connectionId, (transaction) =>
          transaction
            .insertInto("reference_id")
            .values(chunk)
            .onConflict((conflict) => conflict.columns(["connection_id", "kind", "lever_id"]).doNothing())
            .execute(),
        );
      }
    },
    known: async (connectionId) => {
      const rows = await kysely
        .selectFrom("reference_id")
        .select(["kind", "lever_id"])
        .where("connection_id", "=", connectionId)
        .orderBy("lever_id")
        .execute();
      const idsOf = (kind: ReferenceIdTable["kind"]): string[] =>
        rows.filter((row) => row.kind === kind).map((row) => row.lever_id);
      return { stageIds: idsOf("stage"), userIds: idsOf("user") };
    },
  };
}

/** In the same order everywhere, so that two writers that meet don't wait for each other crosswise. */
function rowsOf(connectionId: string, kind: ReferenceIdTable["kind"], ids: readonly string[]): ReferenceIdTable[] {
  return [...new Set(ids)].sort().map((id) => ({ connection_id: connectionId, kind, lever_id: id }));
}
