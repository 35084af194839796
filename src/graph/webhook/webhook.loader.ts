import type { LeverClient } from "../../lever/client.js";
import { filledTextOf, idOf, objectOf, required } from "../../lever/reading.js";
import type { LeverId } from "../../lever/wire.js";
import { jsonBody } from "../../writes/lever-write.js";
import { createWebhook, deleteWebhook, webhookList } from "./webhook.lever.js";

/** A webhook that Lever has. */
export interface KnownWebhook {
  readonly id: LeverId;
  readonly url: string | null;
  readonly event: string | null;
}

/** A webhook that was just made. */
export interface NewWebhook {
  readonly id: LeverId;
  /** Signs its deliveries; Lever tells it once. */
  readonly signingToken: string;
}

/** Every webhook of the Lever account, whoever made it. @throws LeverError */
export async function allWebhooks(lever: LeverClient): Promise<readonly KnownWebhook[]> {
  // The list is documented without parameters, and without pages. Lever docs, "Webhooks > List all webhooks".
  const { value: rows } = await lever.all(webhookList, {}, { limit: undefined });
  return rows.flatMap((row) => {
    const id = idOf(row.id);
    return id === null ? [] : [{ id, url: filledTextOf(row.url), event: filledTextOf(row.event) }];
  });
}

/** Makes one; which applications it is told of is left to Lever, whose rule is: all. @throws LeverError */
export async function makeWebhook(lever: LeverClient, url: string, event: string): Promise<NewWebhook> {
  const row = objectOf(await lever.send(createWebhook, {}, {}, jsonBody({ url, event }))) ?? {};
  const token = filledTextOf(objectOf(row["configuration"])?.["signatureToken"]);
  return {
    id: required(idOf(row["id"]), "data.id", createWebhook, lever.connectionId),
    signingToken: required(token, "data.configuration.signatureToken", createWebhook, lever.connectionId),
  };
}

/** @throws LeverError */
export async function removeWebhook(lever: LeverClient, id: LeverId): Promise<void> {
  await lever.send(deleteWebhook, { webhook: id }, {});
}
