import { defineEndpoint } from "../../lever/endpoint.js";
import type { WebhookWire } from "./webhook.wire.js";

export const webhookList = defineEndpoint<WebhookWire>({
  path: "/webhooks",
  permission: "find all webhooks",
  documentation: "Webhooks > List all webhooks",
});

export const createWebhook = defineEndpoint<WebhookWire>({
  method: "POST",
  path: "/webhooks",
  permission: "create a webhook",
  documentation: "Webhooks > Create a webhook",
});

export const deleteWebhook = defineEndpoint<never>({
  method: "DELETE",
  path: "/webhooks/:webhook",
  permission: "delete a webhook",
  documentation: "Webhooks > Delete a webhook",
});
