import type { LeverClient } from "../../lever/client.js";
import { LeverError } from "../../lever/errors.js";
import type { ConnectionWebhooks } from "../../webhooks/connection-webhooks.js";
import type { TokenOwner } from "../../webhooks/signing-tokens.js";
import { isBeta, WEBHOOK_EVENTS } from "../../webhooks/webhook-events.js";
import { allWebhooks, type KnownWebhook, makeWebhook, removeWebhook } from "./webhook.loader.js";

/** Whose webhooks are registered, and with what. */
export interface Registering {
  readonly lever: LeverClient;
  readonly owner: TokenOwner;
  readonly webhooks: ConnectionWebhooks;
}

/** What is to be done for one event. */
export interface MissingWebhook {
  readonly event: string;
  /** Lever's webhooks for the same event and address whose signing token nobody knows: their deliveries are refused. */
  readonly useless: readonly KnownWebhook[];
}

/**
 * Looks which of the events have no webhook with a known token. Lever makes a second one for the same event and address
 * without a word: so what is there is looked at first. Lever docs, "Webhooks > Create a webhook".
 * @throws LeverError, StoreUnavailable
 */
export async function missingWebhooks({ lever, owner, webhooks }: Registering): Promise<readonly MissingWebhook[]> {
  const url = webhooks.urlOf(owner.connectionId);
  const listed = await allWebhooks(lever);
  const { hasTokenByHand, registeredIds } = await webhooks.state(owner.connectionId);
  const listedIds = new Set(listed.map(({ id }) => id));
  await webhooks.gone(
    owner,
    registeredIds.filter((id) => !listedIds.has(id)),
  );
  return WEBHOOK_EVENTS.flatMap((event) => {
    const present = listed.filter((webhook) => webhook.url === url && webhook.event === event);
    const isKnown = present.some(({ id }) => hasTokenByHand || registeredIds.includes(id));
    return isKnown ? [] : [{ event, useless: present }];
  });
}

/**
 * Makes what is missing, one after another: the first refusal is the others' too, but for events of a beta, which an
 * account may not have.
 * @returns the refusals of events of a beta, by the event
 * @throws LeverError, StoreUnavailable: what was made before stays
 */
export async function makeMissing(
  { lever, owner, webhooks }: Registering,
  missing: readonly MissingWebhook[],
): Promise<ReadonlyMap<string, LeverError>> {
  const url = webhooks.urlOf(owner.connectionId);
  const refused = new Map<string, LeverError>();
  for (const { event, useless } of missing) {
    try {
      const { id, signingToken } = await makeWebhook(lever, url, event);
      await webhooks.registered(owner, id, signingToken);
    } catch (error) {
      if (!isBeta(event) || !(error instanceof LeverError) || error.code !== "REJECTED") throw error;
      refused.set(event, error);
      continue;
    }
    for (const webhook of useless) await removeWebhook(lever, webhook.id);
  }
  return refused;
}
