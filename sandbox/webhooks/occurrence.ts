import type { WebhookEvent } from "../records/webhook.record.js";

/** Something that Lever has an event for has happened. */
export interface Occurrence {
  readonly event: WebhookEvent;
  /** That of the opportunity; null where the event knows none. */
  readonly origin: string | null;
  /** What deliveries hold of it: ids and times. Lever docs, "Webhooks > Events". */
  readonly data: Readonly<Record<string, unknown>>;
}
