import type { LeverPool } from "../lever/pool.js";
import type { BulkItemRecord, ConnectionRecord, Store, WriteKey, WriteRecord } from "../store/store.js";
import { PURGED_RESULT } from "../store/write-ledger.js";
import type { Clock } from "../time/clock.js";
import { bindingOf } from "../vault/bindings.js";
import type { Vault } from "../vault/vault.js";
import { mentions } from "./mentions.js";

/** Records that are looked at in one go. */
const PORTION = 200;

/** An outcome that tells nobody's name: the item was done, or failed. */
const NOBODYS_OUTCOME = { userErrors: [] };

/** What purging works with. */
export interface PersonPurgeParts {
  readonly store: Pick<Store, "links" | "webhooks" | "audit" | "uploads" | "writes" | "bulk">;
  readonly pool: Pick<LeverPool, "forget">;
  readonly vault: Pick<Vault, "seal" | "open">;
  readonly clock: Pick<Clock, "epochMs">;
}

/**
 * Forgets one person: whatever any table or cache holds of them. docs/operations.md says what that is, table by table;
 * test/graph/sync/purged-tables.test.ts holds every table to it.
 */
export class PersonPurge {
  constructor(private readonly parts: PersonPurgeParts) {}

  /**
   * Done again, it goes on where it was broken off: by which opportunities the records are found is forgotten last.
   * False where somebody is at work on the person just now (a write, or an item of a bulk operation): then it has to be
   * done again once that is over, and until then the person is still found by their links.
   * @throws StoreUnavailable, SecretUnreadable
   */
  async purge(connection: Pick<ConnectionRecord, "id" | "accountId">, contactId: string): Promise<boolean> {
    const { store, pool } = this.parts;
    const { id, accountId } = connection;
    const [learned, delivered] = await Promise.all([
      store.links.opportunitiesOf(id, contactId),
      store.webhooks.opportunitiesOf(id, contactId),
    ]);
    const opportunityIds = [...new Set([...learned, ...delivered])];
    const ids = new Set([contactId, ...opportunityIds]);
    const areWritesDone = await this.#purgeWrites(id, ids);
    const areItemsDone = await this.#purgeItems(id, ids);
    // Whose file it is shows only when it is sent on: all are let go, and whoever was about to send one uploads it again.
    await store.uploads.removeAll(id);
    await store.audit.unlink(id, opportunityIds);
    await store.webhooks.unlink(id, contactId, opportunityIds);
    const isDone = areWritesDone && areItemsDone;
    if (isDone) await store.links.forgetContact(id, contactId);
    await pool.forget({ accountId, connectionId: id });
    return isDone;
  }

  /** False where one of them is being worked on. */
  async #purgeWrites(connectionId: string, ids: ReadonlySet<string>): Promise<boolean> {
    const { writes } = this.parts.store;
    let isDone = true;
    let after: WriteKey | null = null;
    for (;;) {
      const portion: readonly WriteRecord[] = await writes.ofConnection(connectionId, PORTION, after);
      for (const record of portion) if (!(await this.#purgeWrite(record, ids))) isDone = false;
      after = portion.at(-1) ?? null;
      if (!after) return isDone;
    }
  }

  async #purgeWrite(record: WriteRecord, ids: ReadonlySet<string>): Promise<boolean> {
    const { store, vault, clock } = this.parts;
    const { accountId, mutation, idempotencyKey, sealedProgress, result } = record;
    const binding = bindingOf("writeProgress", accountId, mutation, idempotencyKey);
    const told = [vault.open(sealedProgress, binding), result ?? "null"].map((json) => JSON.parse(json) as unknown);
    if (result === PURGED_RESULT || !mentions(told, ids)) return true;
    return store.writes.purge(record, vault.seal(JSON.stringify({ steps: {} }), binding), clock.epochMs());
  }

  /** False where one of them is still to be done. */
  async #purgeItems(connectionId: string, ids: ReadonlySet<string>): Promise<boolean> {
    const { bulk } = this.parts.store;
    let isDone = true;
    let after: BulkItemRecord | null = null;
    for (;;) {
      const portion: readonly BulkItemRecord[] = await bulk.ofConnection(connectionId, PORTION, after);
      for (const item of portion) if (!(await this.#purgeItem(item, ids))) isDone = false;
      after = portion.at(-1) ?? null;
      if (!after) return isDone;
    }
  }

  async #purgeItem({ operationId, index, ...item }: BulkItemRecord, ids: ReadonlySet<string>): Promise<boolean> {
    const { store, vault } = this.parts;
    const tells = (sealed: string, kind: "bulkInput" | "bulkOutcome"): boolean =>
      mentions(JSON.parse(vault.open(sealed, bindingOf(kind, operationId, index))), ids);
    if (item.sealedOutcome === null) return !tells(item.sealedInput, "bulkInput");
    if (!tells(item.sealedOutcome, "bulkOutcome")) return true;
    const binding = bindingOf("bulkOutcome", operationId, index);
    await store.bulk.replaceOutcome(operationId, index, vault.seal(JSON.stringify(NOBODYS_OUTCOME), binding));
    return true;
  }
}
