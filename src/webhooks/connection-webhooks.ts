import { randomUUID } from "node:crypto";
import type { WebhookStore } from "../store/store.js";
import { MADE_BY_HAND } from "../store/webhook-store.js";
import type { Clock } from "../time/clock.js";
import type { SigningTokens, TokenOwner } from "./signing-tokens.js";

/** Whose process has died while it registered is not waited for any longer, milliseconds. */
const TURN_MS = 60_000;

/** How a connection's webhooks stand. */
export interface WebhookState {
  /** Whether the signing token of Lever's settings is known. */
  readonly hasTokenByHand: boolean;
  /** Lever's ids of the webhooks that were made through the API and whose tokens are known. */
  readonly registeredIds: readonly string[];
  /** Milliseconds since the Unix epoch; null: none has come yet. */
  readonly lastReceivedAt: number | null;
}

/** What webhooks of connections need. */
export interface ConnectionWebhooksParts {
  readonly store: Pick<WebhookStore, "read" | "beginRegistration" | "endRegistration">;
  readonly tokens: SigningTokens;
  readonly clock: Pick<Clock, "epochMs">;
  /** The base of the address, without a slash at its end; asked for each time, since the port is found at the start. */
  readonly publicUrl: () => string;
}

/** What admins see and change of their connections' webhooks. */
export class ConnectionWebhooks {
  constructor(private readonly parts: ConnectionWebhooksParts) {}

  /** Where Lever is to deliver for a connection. */
  urlOf(connectionId: string): string {
    return `${this.parts.publicUrl()}/webhooks/lever/${connectionId}`;
  }

  /** @throws StoreUnavailable */
  async state(connectionId: string): Promise<WebhookState> {
    const { tokens = [], lastReceivedAt = null } = (await this.parts.store.read(connectionId)) ?? {};
    const ids = tokens.map(({ webhookId }) => webhookId);
    const registeredIds = ids.filter((id) => id !== MADE_BY_HAND);
    return { hasTokenByHand: ids.includes(MADE_BY_HAND), registeredIds, lastReceivedAt };
  }

  /**
   * Keeps the signing token of Lever's settings; null: forgets it.
   * @throws StoreUnavailable, UnknownConnection (store-errors.ts)
   */
  setTokenByHand(owner: TokenOwner, token: string | null): Promise<void> {
    const { tokens } = this.parts;
    return token === null ? tokens.drop(owner, [MADE_BY_HAND]) : tokens.put(owner, MADE_BY_HAND, token);
  }

  /**
   * Keeps the token of a webhook that was made through the API.
   * @throws StoreUnavailable, UnknownConnection (store-errors.ts)
   */
  registered(owner: TokenOwner, webhookId: string, token: string): Promise<void> {
    return this.parts.tokens.put(owner, webhookId, token);
  }

  /** Forgets the tokens of webhooks that are no more. @throws StoreUnavailable */
  gone(owner: TokenOwner, webhookIds: readonly string[]): Promise<void> {
    return this.parts.tokens.drop(owner, webhookIds);
  }

  /**
   * Registers webhooks as the only one who does so for the connection; null, and nothing is done, while another does.
   * @throws StoreUnavailable, UnknownConnection (store-errors.ts), and what `register` throws
   */
  async inTurn<Result>(connectionId: string, register: () => Promise<Result>): Promise<Result | null> {
    const { store, clock } = this.parts;
    const holder = randomUUID();
    const now = clock.epochMs();
    if (!(await store.beginRegistration(connectionId, holder, now, now + TURN_MS))) return null;
    try {
      return await register();
    } finally {
      await store.endRegistration(connectionId, holder);
    }
  }
}
