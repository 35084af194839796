import DataLoader from "dataloader";
import type { LeverPool } from "../lever/pool.js";
import type { WebhookConnection, WebhookDeliveryRecord, WebhookRecord, WebhookStore } from "../store/store.js";
import type { Clock } from "../time/clock.js";
import type { Digester } from "../vault/vault.js";
import { type Delivery, readDelivery } from "./delivery.js";
import type { SigningTokens } from "./signing-tokens.js";
import { isAboutPeople } from "./webhook-events.js";

/** Lever tries again for hours; older than this is none of its retries, milliseconds. */
const MAX_AGE_MS = 24 * 60 * 60_000;

/** Lever's clock may be ahead of ours by so much, milliseconds. */
const MAX_AHEAD_MS = 60 * 60_000;

/**
 * Deliveries are remembered for so long, milliseconds: as long as one of the same token could be taken, and a day more.
 */
export const REMEMBERED_MS = 2 * MAX_AGE_MS + MAX_AHEAD_MS;

/** Lever is not kept waiting for other replicas to hear of it any longer than this, milliseconds. */
const TELLING_MS = 50;

/** What is known to have changed: anything of people and what belongs to them. */
const CHANGED = ["opportunities", "contacts"];

/** After a deletion, what is kept for counting as well: what else changes is seen by what Lever says was updated. */
const CHANGED_BY_DELETION = [...CHANGED, "counted_candidates"];

/** Deliveries that are looked at together. */
const MOST_TOGETHER = 200;

/**
 * What became of a delivery. "taken": it is kept, and what was cached is out of date. "repeated": it was taken before.
 * Nothing was done for the others: no token of the connection has signed it ("unsigned"; so it is of a connection that
 * is not there), it is no delivery ("malformed"), or of another time ("untimely").
 */
export type Taken = "taken" | "repeated" | "unsigned" | "malformed" | "untimely";

/** What taking deliveries needs. */
export interface WebhookIntakeParts {
  readonly store: Pick<WebhookStore, "read" | "receive">;
  readonly tokens: SigningTokens;
  readonly digester: Digester;
  readonly pool: Pick<LeverPool, "changed">;
  readonly clock: Clock;
  /** Told of deliveries that are to be followed up. */
  readonly onTaken: (connection: WebhookConnection) => void;
}

interface Received {
  readonly connectionId: string;
  readonly delivery: WebhookDeliveryRecord;
}

/**
 * Takes what Lever's webhooks deliver: checks the signature, keeps it, and lets go what was cached. The rest, for which
 * Lever has to be asked, is left to the worker, so that Lever is answered at once.
 */
export class WebhookIntake {
  // A burst of a thousand a second is read and kept in a few statements.
  readonly #reads = new DataLoader<string, WebhookRecord | null>((ids) => this.#readEach(ids), LOADING);
  readonly #receipts = new DataLoader<Received, boolean>((received) => this.#receiveAll(received), LOADING);

  constructor(private readonly parts: WebhookIntakeParts) {}

  /**
   * Takes a delivery for a connection.
   * @throws StoreUnavailable, SecretUnreadable: nothing was kept, and Lever is to try again
   */
  async take(connectionId: string, body: unknown): Promise<Taken> {
    const delivery = readDelivery(body);
    if (!delivery) return "malformed";
    const record = await this.#reads.load(connectionId);
    if (!record || !this.parts.tokens.haveSigned(delivery, connectionId, record)) return "unsigned";
    if (!this.#isTimely(delivery)) return "untimely";
    const isNew = await this.#receipts.load({ connectionId, delivery: this.#toRecord(delivery) });
    if (!isNew) return "repeated";
    const connection = { connectionId, accountId: record.accountId };
    await this.#letGo(connection, delivery);
    this.parts.onTaken(connection);
    return "taken";
  }

  #isTimely({ triggeredAt }: Delivery): boolean {
    const ageMs = this.parts.clock.epochMs() - triggeredAt;
    return ageMs <= MAX_AGE_MS && ageMs >= -MAX_AHEAD_MS;
  }

  #toRecord({ event, token, opportunityId, contactId }: Delivery): WebhookDeliveryRecord {
    const pending = isAboutPeople(event) && (opportunityId !== null || contactId !== null);
    return { digest: this.parts.digester.digest("webhook-delivery", token), opportunityId, contactId, pending };
  }

  /** At once here; other replicas hear of it through the shared store, however long that takes. */
  async #letGo(connection: WebhookConnection, { event }: Pick<Delivery, "event">): Promise<void> {
    const { pool, clock } = this.parts;
    const told = new AbortController();
    const changed = event === "candidateDeleted" ? CHANGED_BY_DELETION : CHANGED;
    const telling = pool.changed(connection, changed).finally(() => told.abort());
    await Promise.race([telling, clock.sleep(TELLING_MS, told.signal).catch(() => undefined)]);
  }

  #readEach(ids: readonly string[]): Promise<(WebhookRecord | null | Error)[]> {
    const reads = new Map([...new Set(ids)].map((id) => [id, this.parts.store.read(id).catch(asError)]));
    return Promise.all(ids.map(async (id) => (await reads.get(id)) ?? null));
  }

  async #receiveAll(received: readonly Received[]): Promise<(boolean | Error)[]> {
    const now = this.parts.clock.epochMs();
    const outcomes = new Map<Received, boolean | Error>();
    const connectionIds = new Set(received.map(({ connectionId }) => connectionId));
    await Promise.all(
      [...connectionIds].map(async (connectionId) => {
        const own = received.filter((one) => one.connectionId === connectionId);
        const deliveries = own.map(({ delivery }) => delivery);
        const kept = await this.parts.store.receive(connectionId, deliveries, now).catch(asError);
        own.forEach((one, index) => outcomes.set(one, kept instanceof Error ? kept : (kept[index] ?? false)));
      }),
    );
    return received.map((one) => outcomes.get(one) ?? false);
  }
}

const LOADING = {
  cache: false,
  maxBatchSize: MOST_TOGETHER,
  // Whatever has arrived by now goes together.
  batchScheduleFn: (run: () => void) => void setImmediate(run),
};

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("The store failed", { cause: error });
}
