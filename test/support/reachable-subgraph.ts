import type { WebhookDelivery } from "../../sandbox/webhooks/delivery.js";
import type { WebhookEvent } from "../../sandbox/records/webhook.record.js";
import { startSubgraph, type SubgraphOptions, type TestSubgraph } from "./subgraph.js";

/** Where Lever finds the product: the sandbox forwards it, as the proxy in front of the product would. */
export const PUBLIC_ORIGIN = "https://findem.example";

/**
 * As `startSubgraph`, with all of Lever's event groups switched on, the public address for PUBLIC_URL, and the way from
 * there to the product, also after `restart`.
 */
export async function startReachableSubgraph(options: SubgraphOptions = {}): Promise<TestSubgraph> {
  const { sandbox: given = {} } = options;
  const subgraph = await startSubgraph({
    ...options,
    sandbox: { ...given, webhooks: { on: "all", ...given.webhooks } },
    environment: { PUBLIC_URL: PUBLIC_ORIGIN, ...options.environment },
  });
  subgraph.sandbox.forwardWebhooks(PUBLIC_ORIGIN, () => subgraph.url);
  return subgraph;
}

/** A delivery in short. */
export interface Delivered {
  readonly event: WebhookEvent;
  readonly state: WebhookDelivery["state"];
  /** What each try was answered; null: nothing. */
  readonly statuses: readonly (number | null)[];
}

/** All deliveries so far, once everything that has happened in Lever was sent. */
export async function deliveriesOf({ sandbox }: Pick<TestSubgraph, "sandbox">): Promise<readonly Delivered[]> {
  await sandbox.webhooks.settled();
  return sandbox.webhooks.deliveries.map(({ envelope: { event }, state, tries }) => ({
    ...{ event, state },
    statuses: tries.map(({ status }) => status),
  }));
}
