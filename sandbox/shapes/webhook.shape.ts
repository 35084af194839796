import type { WebhookRecord } from "../records/webhook.record.js";

/** A webhook as Lever sends it: without its token, and no word on where it was made. Lever docs, "Webhooks". */
export function webhookShape({ id, url, event, origins, createdAt, updatedAt }: WebhookRecord) {
  const configuration = origins === null ? {} : { conditions: { origins } };
  return { id, url, event, configuration, createdAt, updatedAt };
}
