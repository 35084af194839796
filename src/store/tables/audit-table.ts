import type { Selectable } from "kysely";
import { chunksOf } from "../chunks.js";
import type { AuditEntryTable, Database } from "../schema.js";
import type { AuditLog, AuditRecord } from "../store.js";
import { ofKnownConnection } from "./known-connection.js";
import { pruneInPortions } from "./prune-in-portions.js";

/** The audit log, in its table. */
export function createAuditLog(database: Database): AuditLog {
  const { kysely } = database;
  return {
    begin: async (record) => {
      await ofKnownConnection(kysely.insertInto("audit_entry").values(toRow(record)).execute());
    },
    end: async (connectionId, id, outcome, newOpportunityId) => {
      await kysely
        .updateTable("audit_entry")
        .set({ outcome, ...(newOpportunityId === null ? {} : { opportunity_id: newOpportunityId }) })
        .where("connection_id", "=", connectionId)
        .where("id", "=", id)
        .execute();
    },
    page: (...page) => readPage(database, ...page),
    unlink: async (connectionId, opportunityIds) => {
      for (const some of chunksOf(opportunityIds)) {
        await kysely
          .updateTable("audit_entry")
          .set({ opportunity_id: null })
          .where("connection_id", "=", connectionId)
          .where("opportunity_id", "in", some)
          .execute();
      }
    },
    prune: (before) => prune(database, before),
  };
}

async function readPage({ kysely }: Database, ...page: Parameters<AuditLog["page"]>): ReturnType<AuditLog["page"]> {
  const [connectionId, limit, before] = page;
  const rows = await kysely
    .selectFrom("audit_entry")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .$if(before !== null, (query) =>
      query.where((eb) => eb(eb.refTuple("at", "id"), "<", eb.tuple(before?.at ?? 0, before?.id ?? ""))),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

function prune({ kind, kysely }: Database, before: number): Promise<number> {
  return pruneInPortions((portion) =>
    kysely
      .deleteFrom("audit_entry")
      .where((eb) =>
        eb(
          eb.refTuple("connection_id", "id"),
          "in",
          eb
            .selectFrom("audit_entry")
            .select(["connection_id", "id"])
            .where("at", "<", before)
            .orderBy("at")
            .limit(portion)
            .$if(kind === "postgres", (query) => query.forUpdate().skipLocked())
            .$asTuple("connection_id", "id"),
        ),
      )
      .executeTakeFirstOrThrow(),
  );
}

function toRow(record: AuditRecord): AuditEntryTable {
  return {
    connection_id: record.connectionId,
    id: record.id,
    at: record.at,
    user_id: record.userId,
    performed_as_id: record.performedAsId,
    action: record.action,
    opportunity_id: record.opportunityId,
    outcome: record.outcome,
  };
}

function toRecord(row: Selectable<AuditEntryTable>): AuditRecord {
  return {
    id: row.id,
    connectionId: row.connection_id,
    at: row.at,
    userId: row.user_id,
    performedAsId: row.performed_as_id,
    action: row.action,
    opportunityId: row.opportunity_id,
    outcome: row.outcome,
  };
}
