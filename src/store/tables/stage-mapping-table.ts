import type { Kysely } from "kysely";
import { toFlag, type Database, type StoreSchema } from "../schema.js";
import { UnknownConnection } from "../store-errors.js";
import type { StageMappingDocument, StageMappingRecord, StageMappingStore } from "../store.js";
import { toDocumentColumns, toNameColumns, toStageMapping } from "./stage-mapping-rows.js";
import { whileConnected } from "./while-connected.js";

/** The version of a proposal, which the first save takes as the expected one. */
const PROPOSAL_VERSION = 0;

/** Stage mappings, one a connection. */
export function createStageMappingStore(database: Database): StageMappingStore {
  const { kysely } = database;
  return {
    read: (connectionId) => read(kysely, connectionId),
    propose: async (connectionId, document) => {
      const stored = await whileConnected(database, connectionId, async (transaction) => {
        await insertProposal(transaction, connectionId, document);
        return read(transaction, connectionId);
      });
      if (!stored) throw new UnknownConnection();
      return stored;
    },
    save: async (connectionId, expectedVersion, document, by) => {
      const row = await kysely
        .updateTable("stage_mapping")
        .set({
          version: expectedVersion + 1,
          proposed: toFlag(false),
          ...toDocumentColumns(document),
          updated_at: by.now,
          updated_by_user_id: by.userId,
        })
        .where("connection_id", "=", connectionId)
        .where("version", "=", expectedVersion)
        .returningAll()
        .executeTakeFirst();
      return row ? toStageMapping(row) : null;
    },
    rename: async (connectionId, version, names) => {
      await kysely
        .updateTable("stage_mapping")
        .set(toNameColumns(names))
        .where("connection_id", "=", connectionId)
        .where("version", "=", version)
        .execute();
    },
  };
}

async function insertProposal(
  kysely: Kysely<StoreSchema>,
  connectionId: string,
  document: StageMappingDocument,
): Promise<void> {
  await kysely
    .insertInto("stage_mapping")
    .values({
      connection_id: connectionId,
      version: PROPOSAL_VERSION,
      proposed: toFlag(true),
      ...toDocumentColumns(document),
      updated_at: null,
      updated_by_user_id: null,
    })
    .onConflict((conflict) => conflict.column("connection_id").doNothing())
    .execute();
}

async function read(kysely: Kysely<StoreSchema>, connectionId: string): Promise<StageMappingRecord | null> {
  const row = await kysely
    .selectFrom("stage_mapping")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  return row ? toStageMapping(row) : null;
}
