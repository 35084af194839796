import type { LeverId } from "../../lever/wire.js";

/** Lever docs, "Webhooks > Webhook attributes". */
export interface WebhookWire {
  readonly id: LeverId;
  readonly url: string;
  readonly event: string;
  readonly configuration?: {
    /** In the answer to its creation only, and never again. */
    readonly signatureToken?: string;
  };
}
