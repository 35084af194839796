import type { WebhookEvent, WebhookRecord } from "../records/webhook.record.js";
import type { WebhookDelivery } from "./delivery.js";
import type { RetryWaits } from "./dispatcher.js";

/** How the sandbox sends webhooks. */
export interface WebhookOptions {
  /** The events whose group a Super Admin has switched on, in both accounts; default: none, as in a new account. */
  readonly on?: "all" | readonly WebhookEvent[];
  /** See `Sandbox.forwardWebhooks`: public https origin -> base of http. */
  readonly forward?: Readonly<Record<string, string>>;
  /** The waits before the five further tries; default: from a minute to six hours. Lever documents none. */
  readonly retryWaitsMs?: RetryWaits;
  /** How long a receiver may take to answer, milliseconds; default 10 seconds. Lever documents none. */
  readonly timeoutMs?: number;
}

/** What an admin enters in Lever's settings. */
export interface SettingsWebhook {
  /** Of https. */
  readonly url: string;
  /** Default: all. Each becomes a webhook of its own. */
  readonly events?: readonly WebhookEvent[];
  /** Opportunities of these alone, where the event knows an origin; default: all. */
  readonly origins?: readonly string[];
}

/**
 * The webhooks of one account: Lever's settings page, and what was sent. The webhooks themselves are in
 * `SandboxData.webhooks`.
 *
 * What is sent is found by comparing the account's data with what it was: around every write of the API, five times a
 * second, and whenever {@link settled} is called. Changes by hand of which a later one is to be told by itself are
 * kept apart by `await settled()`.
 */
export interface SandboxWebhooks {
  /** Switches the groups of these events on, as a Super Admin would; without any: all. */
  switchOn(...events: readonly WebhookEvent[]): void;
  /** Switches the groups of these events off; without any: all. What happens from now on is not told, later neither. */
  switchOff(...events: readonly WebhookEvent[]): void;
  /** Makes webhooks as an admin does in the settings. Throws TypeError where the URL is not of https. */
  addInSettings(webhook: SettingsWebhook): readonly WebhookRecord[];
  /** Removes what was made in the settings. Throws RangeError where there is no such webhook. */
  removeInSettings(webhookId: string): void;
  /** What signs the deliveries of webhooks that are made in the settings; null: nothing, which is the default. */
  signingToken: string | null;
  /** Makes a new signing token and answers with it. */
  regenerateSigningToken(): string;
  /**
   * From the oldest to the newest, the last thousand; how they stand changes as they are sent. Call {@link settled}
   * first.
   */
  readonly deliveries: readonly WebhookDelivery[];
  /** Resolves once all that has happened was sent and answered (or not). What waits for its next try stays so. */
  settled(): Promise<void>;
  /** Sends all that waits for its next try now, without the wait; resolves as {@link settled} does. */
  retryNow(): Promise<void>;
  /**
   * Sends a delivery once more, whatever became of it: the same body with the same token; resolves as {@link settled}
   * does, with the delivery. Whether Lever makes a new token isn't documented. Rejects with RangeError where there is
   * none with that token.
   */
  rerun(token: string): Promise<WebhookDelivery>;
  /**
   * Sends a test delivery, whose data is empty, as the settings offer it, whether the event's group is on or not;
   * resolves as {@link settled} does, with the delivery. Rejects with RangeError where there is no such webhook.
   */
  sendTest(webhookId: string): Promise<WebhookDelivery>;
}
