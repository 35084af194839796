import type { Config } from "../config/config.js";
import { createBulkSeal } from "../context/bulk-seal.js";
import type { GraphServices } from "../context/graph-context.js";
import { createFileLinks } from "../file-links/file-links.js";
import type { Logger } from "../observability/logger.js";
import { createCursorCodec } from "../paging/cursor.js";
import { PersonPurge } from "../privacy/person-purge.js";
import { Uploads } from "../uploads/uploads.js";
import type { WebhookIntake } from "../webhooks/webhook-intake.js";
import { KnownRefusals } from "../writes/known-refusals.js";
import { Once } from "../writes/once.js";
import { type GroundSurroundings, openGround } from "./open-ground.js";
import type { PublicAddress } from "./public-address.js";
import { BulkRuns, startBulkWorker } from "./start-bulk-worker.js";
import { startPermissionDoctor } from "./start-permission-doctor.js";
import { startRetention } from "./start-retention.js";
import { startSync } from "./start-sync.js";
import { startWebhooks } from "./start-webhooks.js";
import type { Teardown } from "./teardown.js";

/** What the process works with. */
export interface OpenedServices {
  readonly services: GraphServices;
  readonly webhookIntake: WebhookIntake;
}

/** Opens all that operations use, and starts what works in the background. */
export async function openServices(
  config: Config,
  logger: Logger,
  teardown: Teardown,
  { address, ...surroundings }: GroundSurroundings & { readonly address: PublicAddress },
): Promise<OpenedServices> {
  const ground = await openGround(config, logger, teardown, surroundings);
  const { clock, vault, store, digester, pool, registry, onError } = ground;
  const { links, sync } = startSync({ ...ground, config });
  teardown.use(sync);
  const publicUrl = (): string => address.url;
  const { webhooks, intake, worker } = startWebhooks({ ...ground, links, publicUrl });
  teardown.use(worker);
  const permissionChecks = teardown.use(startPermissionDoctor(config.lever.checksPermissions, ground));
  const bulk = new BulkRuns(createBulkSeal(vault), (text) => digester.digest("bulk-input", text));
  const services = {
    ...{ clock, store, pool, registry, links, sync, permissionChecks, bulk, webhooks },
    cursors: createCursorCodec(vault),
    fileLinks: createFileLinks({ signer: vault, publicUrl, clock }),
    uploads: new Uploads({ store: store.uploads, vault, clock, publicUrl }),
    once: new Once({ ledger: store.writes, vault, digester, clock, settleMs: config.lever.reconcileSettleMs }),
    policy: { mayGrantAdmin: config.lever.mayGrantAdmin, maxBulkItems: config.limits.maxBulkItems },
    refusals: new KnownRefusals(clock),
    purge: new PersonPurge({ store, pool, vault, clock }),
  };
  teardown.use(startRetention({ store, keep: config.retention, clock, onError }));
  bulk.worker = teardown.use(startBulkWorker({ services, seal: bulk.seal, onError }));
  return { services, webhookIntake: intake };
}
