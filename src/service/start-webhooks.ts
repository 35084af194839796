import type { ConnectionRegistry } from "../connections/registry.js";
import type { LeverPool } from "../lever/pool.js";
import type { Store } from "../store/store.js";
import type { LinkIndex } from "../sync/link-index.js";
import type { Clock } from "../time/clock.js";
import type { Digester, Vault } from "../vault/vault.js";
import { ConnectionWebhooks } from "../webhooks/connection-webhooks.js";
import { SigningTokens } from "../webhooks/signing-tokens.js";
import { WebhookIntake } from "../webhooks/webhook-intake.js";
import { WebhookWorker } from "../webhooks/webhook-worker.js";

/** What webhooks are made of. */
export interface StartWebhooksOptions {
  readonly store: Store;
  readonly vault: Vault;
  readonly digester: Digester;
  readonly registry: ConnectionRegistry;
  readonly pool: LeverPool;
  readonly links: LinkIndex;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly onError: (error: unknown) => void;
}

/** What takes deliveries, what admins see of it, and what follows deliveries up, at work. */
export interface Webhooks {
  readonly intake: WebhookIntake;
  readonly webhooks: ConnectionWebhooks;
  readonly worker: WebhookWorker;
}

/** Opens webhooks, and goes on with deliveries that were left behind. */
export function startWebhooks(options: StartWebhooksOptions): Webhooks {
  const { store, vault, digester, registry, pool, links: index, clock, publicUrl, onError } = options;
  const tokens = new SigningTokens({ store: store.webhooks, vault });
  const worker = new WebhookWorker({ store, index, registry, pool, clock, onError });
  worker.start();
  const onTaken = worker.follow;
  return {
    intake: new WebhookIntake({ store: store.webhooks, tokens, digester, pool, clock, onTaken }),
    webhooks: new ConnectionWebhooks({ store: store.webhooks, tokens, clock, publicUrl }),
    worker,
  };
}
