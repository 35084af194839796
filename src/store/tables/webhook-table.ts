import { chunksOf } from "../chunks.js";
import { type Database, toFlag, type WebhookDeliveryTable } from "../schema.js";
import { UnknownConnection } from "../store-errors.js";
import type { WebhookDeliveryRecord, WebhookRecord, WebhookStore } from "../store.js";
import { pruneInPortions } from "./prune-in-portions.js";
import { receiveDeliveries } from "./webhook-intake.js";
import { purgingOf } from "./webhook-purging.js";
import { createRegistrationTurns } from "./webhook-registration.js";
import { whileConnected } from "./while-connected.js";

/** Webhooks, in their tables. */
export function createWebhookStore(database: Database): WebhookStore {
  const { kysely } = database;
  return {
    read: (connectionId) => read(database, connectionId),
    putToken: async (connectionId, { webhookId, sealedToken }) => {
      const row = { connection_id: connectionId, webhook_id: webhookId, sealed_token: sealedToken };
      const put = await whileConnected(database, connectionId, (transaction) =>
        transaction
          .insertInto("webhook_token")
          .values(row)
          .onConflict((conflict) =>
            conflict.columns(["connection_id", "webhook_id"]).doUpdateSet({ sealed_token: sealedToken }),
          )
          .execute(),
      );
      if (put === null) throw new UnknownConnection();
    },
    dropTokens: async (connectionId, webhookIds) => {
      for (const some of chunksOf(webhookIds)) {
        await kysely
          .deleteFrom("webhook_token")
          .where("connection_id", "=", connectionId)
          .where("webhook_id", "in", some)
          .execute();
      }
    },
    receive: (connectionId, deliveries, now) => receiveDeliveries(database, connectionId, deliveries, now),
    ...followUpsOf(database),
    ...createRegistrationTurns(database),
    ...purgingOf(database),
    prune: (before) => prune(database, before),
  };
}

async function read({ kysely }: Database, connectionId: string): Promise<WebhookRecord | null> {
  const rows = await kysely
    .selectFrom("connection")
    .leftJoin("webhook_intake", "webhook_intake.connection_id", "connection.id")
    .leftJoin("webhook_token", "webhook_token.connection_id", "connection.id")
    .select([
      "connection.account_id as accountId",
      "webhook_intake.last_received_at as lastReceivedAt",
      "webhook_token.webhook_id as webhookId",
      "webhook_token.sealed_token as sealedToken",
    ])
    .where("connection.id", "=", connectionId)
    .execute();
  const [first] = rows;
  if (!first) return null;
  const tokens = rows.flatMap(({ webhookId, sealedToken }) =>
    webhookId === null || sealedToken === null ? [] : [{ webhookId, sealedToken }],
  );
  return { accountId: first.accountId, lastReceivedAt: first.lastReceivedAt, tokens };
}

function followUpsOf({ kysely }: Database): Pick<WebhookStore, "pendingOf" | "settle" | "waiting"> {
  return {
    pendingOf: async (connectionId, limit) => {
      const rows = await kysely
        .selectFrom("webhook_delivery")
        .selectAll()
        .where("pending", "=", toFlag(true))
        .where("connection_id", "=", connectionId)
        .orderBy("received_at")
        .orderBy("digest")
        .limit(limit)
        .execute();
      return rows.map(toDelivery);
    },
    settle: async (connectionId, digests) => {
      for (const some of chunksOf(digests)) {
        await kysely
          .updateTable("webhook_delivery")
          .set({ pending: toFlag(false) })
          .where("connection_id", "=", connectionId)
          .where("digest", "in", some)
          .execute();
      }
    },
    waiting: async (receivedBefore, limit) =>
      kysely
        .selectFrom("webhook_delivery")
        .innerJoin("connection", "connection.id", "webhook_delivery.connection_id")
        .select(["connection.id as connectionId", "connection.account_id as accountId"])
        .distinct()
        .where("webhook_delivery.pending", "=", toFlag(true))
        .where("webhook_delivery.received_at", "<", receivedBefore)
        .where("connection.enabled", "=", toFlag(true))
        .limit(limit)
        .execute(),
  };
}

function prune({ kind, kysely }: Database, before: number): Promise<number> {
  return pruneInPortions((portion) =>
    kysely
      .deleteFrom("webhook_delivery")
      .where((eb) =>
        eb(
          eb.refTuple("connection_id", "digest"),
          "in",
          eb
            .selectFrom("webhook_delivery")
            .select(["connection_id", "digest"])
            .where("received_at", "<", before)
            .orderBy("received_at")
            .limit(portion)
            .$if(kind === "postgres", (query) => query.forUpdate().skipLocked())
            .$asTuple("connection_id", "digest"),
        ),
      )
      .executeTakeFirstOrThrow(),
  );
}

function toDelivery(row: WebhookDeliveryTable): WebhookDeliveryRecord {
  return {
    digest: row.digest,
    opportunityId: row.opportunity_id,
    contactId: row.contact_id,
    pending: row.pending === 1,
  };
}
