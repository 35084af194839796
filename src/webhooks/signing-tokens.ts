import type { WebhookRecord, WebhookStore } from "../store/store.js";
import { bindingOf } from "../vault/bindings.js";
import { SecretUnreadable, type Vault } from "../vault/vault.js";
import type { Delivery } from "./delivery.js";
import { isSignedBy } from "./signature.js";

/** What signing tokens are kept with. */
export interface SigningTokensParts {
  readonly store: Pick<WebhookStore, "putToken" | "dropTokens">;
  readonly vault: Vault;
}

/** Whose token. */
export interface TokenOwner {
  readonly accountId: string;
  readonly connectionId: string;
}

/** The tokens that sign a connection's webhooks: the one place where they are sealed and opened. */
export class SigningTokens {
  constructor(private readonly parts: SigningTokensParts) {}

  /**
   * Keeps the token of a webhook, or of all that were made by hand.
   * @throws StoreUnavailable, UnknownConnection (store-errors.ts)
   */
  put(owner: TokenOwner, webhookId: string, token: string): Promise<void> {
    const { store, vault } = this.parts;
    return store.putToken(owner.connectionId, {
      webhookId,
      sealedToken: vault.seal(token, bindingOfToken(owner, webhookId)),
    });
  }

  drop({ connectionId }: TokenOwner, webhookIds: readonly string[]): Promise<void> {
    return this.parts.store.dropTokens(connectionId, webhookIds);
  }

  /**
   * Whether one of the connection's tokens has signed the delivery.
   * @throws SecretUnreadable where none has, of those that the key ring can open: another may have
   */
  haveSigned(delivery: Delivery, connectionId: string, { accountId, tokens }: WebhookRecord): boolean {
    const opened = tokens.map(({ webhookId, sealedToken }) =>
      this.#open(sealedToken, bindingOfToken({ accountId, connectionId }, webhookId)),
    );
    const unreadable = opened.find((token) => token instanceof SecretUnreadable);
    if (
      isSignedBy(
        delivery,
        opened.filter((token) => typeof token === "string"),
      )
    )
      return true;
    if (unreadable) throw unreadable;
    return false;
  }

  #open(sealed: string, binding: readonly string[]): string | SecretUnreadable {
    try {
      return this.parts.vault.open(sealed, binding);
    } catch (error) {
      if (error instanceof SecretUnreadable) return error;
      throw error;
    }
  }
}

/** A sealed token opens for this webhook of this connection only. */
function bindingOfToken({ accountId, connectionId }: TokenOwner, webhookId: string): readonly string[] {
  return bindingOf("webhookToken", accountId, connectionId, webhookId);
}
