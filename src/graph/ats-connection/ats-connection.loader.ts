import type { GraphContext } from "../../context/graph-context.js";
import type { ConnectionRecord } from "../../store/store.js";
import type { AtsConnection } from "./ats-connection.js";

/** A connection as the graph has it. */
export function toConnection(record: ConnectionRecord): AtsConnection {
  const { id, name, enabled, apiKeyHint, confidentialAccess, createdAt, updatedAt, lastVerifiedAt } = record;
  return {
    id,
    provider: "LEVER",
    name,
    enabled,
    apiKeyHint,
    confidentialAccess,
    createdAt,
    updatedAt,
    lastVerifiedAt,
    record,
  };
}

/** The connection of that id, or null where the account has none. */
export async function connectionById(context: GraphContext, id: string): Promise<AtsConnection | null> {
  const record = await context.connections.record(id);
  return record && toConnection(record);
}

/** The connection of something that was read through it. */
export async function connectionOf(context: GraphContext, connectionId: string): Promise<AtsConnection> {
  const connection = await connectionById(context, connectionId);
  if (!connection) throw new Error("The connection was removed while it was read through");
  return connection;
}
