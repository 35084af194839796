import type { Transaction } from "kysely";
import { chunksOf } from "../chunks.js";
import { type Database, type StoreSchema, toFlag } from "../schema.js";
import type { WebhookDeliveryRecord } from "../store.js";
import { whileConnected } from "./while-connected.js";

/** See `WebhookStore.receive`. One transaction: what is acknowledged is either all there or not at all. */
export async function receiveDeliveries(
  database: Database,
  connectionId: string,
  deliveries: readonly WebhookDeliveryRecord[],
  now: number,
): Promise<readonly boolean[]> {
  const added = await whileConnected(database, connectionId, async (transaction) => {
    const inserted = new Set<string>();
    for (const some of chunksOf(unique(deliveries))) {
      for (const digest of await insert(transaction, connectionId, some, now)) inserted.add(digest);
    }
    if (inserted.size > 0) await received(transaction, connectionId, now);
    return inserted;
  });
  // Of one that came twice at the same time, the first is the new one.
  return deliveries.map(({ digest }) => added?.delete(digest) ?? false);
}

/** In one order everywhere, so that two writers that meet don't wait for each other crosswise. */
function unique(deliveries: readonly WebhookDeliveryRecord[]): readonly WebhookDeliveryRecord[] {
  const byDigest = new Map(deliveries.toReversed().map((delivery) => [delivery.digest, delivery]));
  return [...byDigest.values()].sort((one, other) => (one.digest < other.digest ? -1 : 1));
}

async function insert(
  transaction: Transaction<StoreSchema>,
  connectionId: string,
  deliveries: readonly WebhookDeliveryRecord[],
  now: number,
): Promise<readonly string[]> {
  const rows = await transaction
    .insertInto("webhook_delivery")
    .values(
      deliveries.map(({ digest, opportunityId, contactId, pending }) => ({
        connection_id: connectionId,
        digest,
        opportunity_id: opportunityId,
        contact_id: contactId,
        pending: toFlag(pending),
        received_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(["connection_id", "digest"]).doNothing())
    .returning("digest")
    .execute();
  return rows.map(({ digest }) => digest);
}

async function received(transaction: Transaction<StoreSchema>, connectionId: string, now: number): Promise<void> {
  await transaction
    .insertInto("webhook_intake")
    .values({ connection_id: connectionId, last_received_at: now, registrar: null, registering_until: 0 })
    .onConflict((conflict) => conflict.column("connection_id").doUpdateSet({ last_received_at: now }))
    .execute();
}
