import type { WebhookRecord } from "../records/webhook.record.js";
import type { WebhookEnvelope } from "./envelope.js";
import type { TryOutcome } from "./sender.js";

/** "waiting": for its next try. "dropped": no further try comes by itself. */
export type WebhookDeliveryState = "sending" | "waiting" | "acknowledged" | "dropped";

/** A try that has ended. */
export interface WebhookTry extends TryOutcome {
  /** Epoch milliseconds. */
  readonly sentAt: number;
}

/** Something that is delivered to a webhook, with all that came of it so far. */
export interface WebhookDelivery {
  readonly webhookId: string;
  /** As it was when the event happened. */
  readonly url: string;
  readonly envelope: WebhookEnvelope;
  /** What is sent, the same at every try. */
  readonly body: string;
  readonly state: WebhookDeliveryState;
  /** In the order in which they ended. */
  readonly tries: readonly WebhookTry[];
}

/** Lever docs, "Webhooks": the first try, and five further ones. */
const MOST_TRIES = 6;

/** A delivery that knows how it stands. */
export class OpenDelivery implements WebhookDelivery {
  readonly webhookId: string;
  readonly url: string;
  readonly body: string;
  readonly tries: WebhookTry[] = [];
  #underWay = 0;
  /** Those that come by themselves; reruns by hand don't count. */
  #triesMade = 0;
  #ending: "acknowledged" | "dropped" | null = null;

  constructor(
    { id, url }: WebhookRecord,
    readonly envelope: WebhookEnvelope,
  ) {
    this.webhookId = id;
    this.url = url;
    this.body = JSON.stringify(envelope);
  }

  get state(): WebhookDeliveryState {
    return this.#underWay > 0 ? "sending" : (this.#ending ?? "waiting");
  }

  /** How many tries came by themselves. */
  get triesMade(): number {
    return this.#triesMade;
  }

  /** Whether no further try comes by itself. */
  get isEnded(): boolean {
    return this.#ending !== null;
  }

  begin(): void {
    this.#underWay++;
  }

  /** `isRerun`: by hand; where it fails, all stays as it was. Any 2xx acknowledges. */
  end(its: WebhookTry, isRerun: boolean): void {
    this.#underWay--;
    this.tries.push(its);
    if (!isRerun) this.#triesMade++;
    if (its.status !== null && its.status >= 200 && its.status < 300) this.#ending = "acknowledged";
    else if (this.#triesMade >= MOST_TRIES) this.#ending ??= "dropped";
  }
}
