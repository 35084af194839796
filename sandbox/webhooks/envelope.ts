import { createHmac, randomBytes } from "node:crypto";
import type { WebhookEvent } from "../records/webhook.record.js";

/** Lever docs, "Webhooks": 48 characters. */
const TOKEN_BYTES = 24;

/** What is delivered. Lever docs, "Webhooks". */
export interface WebhookEnvelope {
  /** The event's, the same for all webhooks that tell it; missing in the documentation's examples. */
  readonly id?: string;
  readonly event: WebhookEvent;
  /** Epoch milliseconds. */
  readonly triggeredAt: number;
  /** Of this delivery alone; its further tries have the same. */
  readonly token: string;
  /** Missing where there is nothing to sign with. */
  readonly signature?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What was triggered. */
export type Triggered = Pick<WebhookEnvelope, "id" | "event" | "triggeredAt" | "data">;

/** Makes a delivery's envelope. `signatureToken`: null signs nothing. */
export function sealed({ data, ...triggered }: Triggered, signatureToken: string | null): WebhookEnvelope {
  const token = randomBytes(TOKEN_BYTES).toString("hex");
  if (signatureToken === null) return { ...triggered, token, data };
  return { ...triggered, token, signature: signatureOf({ ...triggered, token }, signatureToken), data };
}

/** Lever docs, "Webhooks > Signature": of the token and the time, in hex. The data is not signed. */
function signatureOf({ token, triggeredAt }: Pick<WebhookEnvelope, "token" | "triggeredAt">, key: string): string {
  return createHmac("sha256", key).update(`${token}${triggeredAt}`).digest("hex");
}
