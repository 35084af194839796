import type { Config } from "../config/config.js";
import { createBulkSeal } from "../context/bulk-seal.js";
import type { GraphServices } from "../context/graph-context.js";
import { createFileLinks } from "../file-links/file-links.js";
import type { Logger } from "../observability/logger.js";
import { createCursorCodec } from "../paging/cursor.js";
import { Uploads } from "../uploads/uploads.js";
import { KnownRefusals } from "../writes/known-refusals.js";
import type { Clock } from "../time/clock.js";
import { Once } from "../writes/once.js";
import { openGround } from "./open-ground.js";
import type { PublicAddress } from "./public-address.js";
import { BulkRuns, startBulkWorker } from "./start-bulk-worker.js";
import { startPermissionDoctor } from "./start-permission-doctor.js";
import { startRetention } from "./start-retention.js";
import { startSync } from "./start-sync.js";
import type { Teardown } from "./teardown.js";

/** Opens all that operations use, and starts what works in the background. */
export async function openServices(
  config: Config,
  logger: Logger,
  teardown: Teardown,
  { address, clock }: { readonly address: PublicAddress; readonly clock: Clock },
): Promise<GraphServices> {
  const ground = await openGround(config, logger, teardown, clock);
  const { vault, store, digester, pool, registry, onError } = ground;
  const { links, sync } = startSync({ ...ground, config });
  teardown.use(sync);
  const permissionChecks = teardown.use(startPermissionDoctor(config.lever.checksPermissions, ground));
  const bulk = new BulkRuns(createBulkSeal(vault), (text) => digester.digest("bulk-input", text));
  const services = {
    ...{ clock, store, pool, registry, links, sync, permissionChecks, bulk },
    cursors: createCursorCodec(vault),
    fileLinks: createFileLinks({ signer: vault, publicUrl: () => address.url, clock }),
    uploads: new Uploads({ store: store.uploads, vault, clock, publicUrl: () => address.url }),
    once: new Once({ ledger: store.writes, vault, digester, clock, settleMs: config.lever.reconcileSettleMs }),
    policy: { mayGrantAdmin: config.lever.mayGrantAdmin },
    refusals: new KnownRefusals(clock),
  };
  teardown.use(startRetention({ store, clock, onError }));
  bulk.worker = teardown.use(startBulkWorker({ services, seal: bulk.seal, onError }));
  return services;
}
