import type { Clock } from "../time/clock.js";
import { openPostgres, openSqlite } from "./open-database.js";
import type { Database } from "./schema.js";
import type { ConnectionStore, Store } from "./store.js";
import { createAuditLog } from "./tables/audit-table.js";
import { createBulkStore } from "./tables/bulk-table.js";
import { createConnectionStore } from "./tables/connection-table.js";
import { createInstallationSecretStore } from "./tables/installation-secret-table.js";
import { createLinkStore } from "./tables/link-table.js";
import { createOpportunityIndex } from "./tables/opportunity-table.js";
import { createPermissionCheckStore } from "./tables/permission-check-table.js";
import { createPermissionStore } from "./tables/permission-table.js";
import { createReferenceIdStore } from "./tables/reference-id-table.js";
import { createSealedValues } from "./tables/sealed-table.js";
import { createStageMappingStore } from "./tables/stage-mapping-table.js";
import { StoredContacts } from "./tables/stored-contacts.js";
import { createSyncStore } from "./tables/sync-table.js";
import { createUploadStore } from "./tables/upload-table.js";
import { createWebhookStore } from "./tables/webhook-table.js";
import { createWriteLedger } from "./tables/write-table.js";

export interface StoreOptions {
  /** `postgres://…`; null: the embedded database, in a file in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly clock: Clock;
  /** Hears of connections to PostgreSQL that are lost while nobody uses them. */
  readonly onError: (error: Error) => void;
}

/**
 * Opens the durable state and brings its schema up to date. Disposing of it closes the database;
 * what is asked of it afterwards fails with StoreUnavailable.
 * @throws StoreUnavailable when the database can't be reached, StoreSchemaTooNew when a newer version has migrated it
 */
export async function openStore({ databaseUrl, dataDir, clock, onError }: StoreOptions): Promise<Store> {
  return createStore(
    databaseUrl === null ? await openSqlite(dataDir, clock) : await openPostgres(databaseUrl, clock, onError),
  );
}

function createStore(database: Database): Store {
  const stored = new StoredContacts(database.clock);
  let closing: Promise<void> | undefined;
  return {
    connections: forgetting(createConnectionStore(database), stored),
    stageMappings: createStageMappingStore(database),
    opportunities: createOpportunityIndex(database, stored),
    permissions: createPermissionStore(database),
    permissionChecks: createPermissionCheckStore(database),
    secrets: createInstallationSecretStore(database),
    references: createReferenceIdStore(database),
    audit: createAuditLog(database),
    writes: createWriteLedger(database),
    uploads: createUploadStore(database),
    bulk: createBulkStore(database),
    links: createLinkStore(database, stored),
    sync: createSyncStore(database),
    webhooks: createWebhookStore(database),
    sealedValues: createSealedValues(database),
    ping: async () => {
      await database.kysely.selectFrom("installation_secret").select("name").limit(1).execute();
    },
    [Symbol.asyncDispose]: () => (closing ??= database.close()),
  };
}

/** A connection that is removed takes along what this process remembers of it. */
function forgetting(connections: ConnectionStore, stored: StoredContacts): ConnectionStore {
  return {
    ...connections,
    remove: async (accountId, id) => {
      const isRemoved = await connections.remove(accountId, id);
      if (isRemoved) stored.forget(id);
      return isRemoved;
    },
  };
}
