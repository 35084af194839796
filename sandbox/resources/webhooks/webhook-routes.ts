import { randomBytes } from "node:crypto";
import type { WebhookRecord } from "../../records/webhook.record.js";
import type { Account } from "../../routing/account.js";
import { required } from "../../routing/body-member.js";
import { asDocumented, doubled } from "../../routing/envelope.js";
import { badRequest, forbidden, notFound } from "../../routing/refusal.js";
import { defineRoute, objectAnswer, type Route } from "../../routing/route.js";
import { webhookShape } from "../../shapes/webhook.shape.js";
import { rowOf } from "../find.js";
import { CREATE_BODY, originsOf, UPDATE_BODY, type WebhookUpdate } from "./webhook-body.js";

/** Not documented. */
const SIGNATURE_TOKEN_BYTES = 32;

/** Lever docs, "Webhooks": the list has no pages, and the update's path a slash at its end. */
export const webhookRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/webhooks",
    query: {},
    answer: ({ account }) => objectAnswer([...account.data.webhooks.values()].map(webhookShape)),
  }),
  defineRoute({
    method: "POST",
    template: "/webhooks",
    query: {},
    answer(call) {
      const { url, event, configuration = {} } = call.body.json(CREATE_BODY);
      const { webhook, signatureToken } = newWebhook(
        {
          url: required(url, "url"),
          event: required(event, "event"),
          origins: originsOf(required(event, "event"), configuration, "/configuration"),
        },
        call.account,
      );
      const shape = webhookShape(webhook);
      // The only answer that ever holds the token.
      const answered = { ...shape, configuration: { ...shape.configuration, signatureToken } };
      return asDocumented(objectAnswer(answered, 201), call, doubled);
    },
  }),
  defineRoute({
    method: "PUT",
    template: "/webhooks/",
    query: {},
    answer(call) {
      const updates = required(call.body.json(UPDATE_BODY).data, "data");
      const ids = updates.map(({ id }) => id);
      if (new Set(ids).size < ids.length) throw badRequest("Must hold each webhook once", "/data");
      // All are checked before any is changed.
      const checked = updates.map((update, index) => checkedUpdate(update, `/data/${index}`, call.account));
      for (const { webhook, changes } of checked) Object.assign(webhook, changes);
      return objectAnswer(checked.map(({ webhook }) => webhookShape(webhook)));
    },
  }),
  defineRoute({
    method: "DELETE",
    template: "/webhooks/:webhook",
    query: {},
    answer(call) {
      const { webhooks } = call.account.data;
      const webhook = rowOf(webhooks, call, "webhook", "webhooks");
      demandMadeByApi(webhook);
      webhooks.delete(webhook.id);
      return { kind: "empty", status: 204 };
    },
  }),
];

function newWebhook(given: Pick<WebhookRecord, "url" | "event" | "origins">, account: Account) {
  const createdAt = account.now();
  const signatureToken = randomBytes(SIGNATURE_TOKEN_BYTES).toString("hex");
  const webhook: WebhookRecord = {
    ...{ id: account.newId(), ...given, madeIn: "api", signatureToken },
    ...{ createdAt, updatedAt: createdAt },
  };
  account.data.webhooks.set(webhook.id, webhook);
  return { webhook, signatureToken };
}

/** Throws 400, 403 and 404, and changes nothing. */
function checkedUpdate({ id: given, url, configuration }: WebhookUpdate, pointer: string, account: Account) {
  const id = required(given, `${pointer.slice(1)}/id`);
  const webhook = account.data.webhooks.get(id);
  if (webhook === undefined) throw notFound("webhooks", id);
  demandMadeByApi(webhook);
  const changes = {
    ...(url === undefined ? {} : { url }),
    ...(configuration === undefined
      ? {}
      : { origins: originsOf(webhook.event, configuration, `${pointer}/configuration`) }),
    updatedAt: account.now(),
  };
  return { webhook, changes };
}

/** Lever docs, "Webhooks": what was made in the settings can be changed there alone. The status is not documented. */
function demandMadeByApi({ id, madeIn }: WebhookRecord): void {
  if (madeIn !== "api") throw forbidden(`The webhook ${id} can be changed in Lever's settings only`);
}
