import { randomBytes } from "node:crypto";
import { hasOrigin, WEBHOOK_EVENTS, type WebhookEvent, type WebhookRecord } from "../records/webhook.record.js";
import { ORIGINS } from "../resources/opportunities/list-query.js";
import type { Account } from "../routing/account.js";
import { ChangeWatch } from "./change-watch.js";
import { OpenDelivery, type WebhookDelivery } from "./delivery.js";
import type { Dispatcher } from "./dispatcher.js";
import { sealed, type Triggered } from "./envelope.js";
import type { Occurrence } from "./occurrence.js";
import type { SandboxWebhooks, SettingsWebhook } from "./sandbox-webhooks.js";

const SIGNING_TOKEN_BYTES = 32;

/** The webhooks of one account: notices what happens, and has it delivered to whom it concerns. */
export class WebhookDesk implements SandboxWebhooks {
  /** Null while there is nobody to tell. */
  #watch: ChangeWatch | null = null;

  constructor(
    private readonly account: Account,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Has all that happened since the last time delivered. Costs next to nothing while there is nobody to tell. */
  notice(): void {
    const { webhooks, webhookSettings } = this.account.data;
    const concerned = [...webhooks.values()].filter(({ event }) => webhookSettings.switchedOn.has(event));
    if (concerned.length === 0) {
      this.#watch = null;
      return;
    }
    this.#watch ??= new ChangeWatch(this.account.data, () => this.account.now());
    for (const occurrence of this.#watch.look()) this.#tell(occurrence, concerned);
  }

  switchOn(...events: readonly WebhookEvent[]): void {
    const { switchedOn } = this.account.data.webhookSettings;
    this.#changeSettings(() => {
      for (const event of events.length === 0 ? WEBHOOK_EVENTS : events) switchedOn.add(event);
    });
  }

  switchOff(...events: readonly WebhookEvent[]): void {
    const { switchedOn } = this.account.data.webhookSettings;
    this.#changeSettings(() => {
      for (const event of events.length === 0 ? WEBHOOK_EVENTS : events) switchedOn.delete(event);
    });
  }

  addInSettings({ url, events = WEBHOOK_EVENTS, origins = ORIGINS }: SettingsWebhook): readonly WebhookRecord[] {
    if (!URL.canParse(url) || new URL(url).protocol !== "https:") throw new TypeError(`${url} is no https URL`);
    const createdAt = this.account.now();
    const added = events.map((event): WebhookRecord => ({
      ...{ id: this.account.newId(), url, event, origins: hasOrigin(event) ? origins : null },
      ...{ madeIn: "settings", signatureToken: null, createdAt, updatedAt: createdAt },
    }));
    this.#changeSettings(() => {
      for (const webhook of added) this.account.data.webhooks.set(webhook.id, webhook);
    });
    return added;
  }

  removeInSettings(webhookId: string): void {
    const webhook = this.#webhook(webhookId);
    if (webhook.madeIn !== "settings") throw new RangeError(`${webhookId} was not made in the settings`);
    this.#changeSettings(() => this.account.data.webhooks.delete(webhookId));
  }

  get signingToken(): string | null {
    return this.account.data.webhookSettings.signingToken;
  }

  set signingToken(token: string | null) {
    this.#changeSettings(() => (this.account.data.webhookSettings.signingToken = token));
  }

  regenerateSigningToken(): string {
    const token = randomBytes(SIGNING_TOKEN_BYTES).toString("hex");
    this.signingToken = token;
    return token;
  }

  get deliveries(): readonly WebhookDelivery[] {
    return this.dispatcher.deliveries;
  }

  async settled(): Promise<void> {
    this.notice();
    await this.dispatcher.idle();
  }

  async retryNow(): Promise<void> {
    await this.settled();
    this.dispatcher.retry();
    await this.settled();
  }

  async rerun(token: string): Promise<WebhookDelivery> {
    const delivery = this.dispatcher.rerun(token);
    await this.settled();
    return delivery;
  }

  async sendTest(webhookId: string): Promise<WebhookDelivery> {
    const webhook = this.#webhook(webhookId);
    const delivery = this.#deliver(webhook, this.#triggered(webhook.event, {}));
    await this.settled();
    return delivery;
  }

  /** What happened before is told by the settings as they were then. */
  #changeSettings(change: () => unknown): void {
    this.notice();
    change();
    this.notice();
  }

  #tell({ event, origin, data }: Occurrence, webhooks: readonly WebhookRecord[]): void {
    const triggered = this.#triggered(event, data);
    for (const webhook of webhooks) {
      const isForOrigin = origin === null || webhook.origins === null || webhook.origins.includes(origin);
      if (webhook.event === event && isForOrigin) this.#deliver(webhook, triggered);
    }
  }

  /** The documentation's examples have no id. */
  #triggered(event: WebhookEvent, data: Triggered["data"]): Triggered {
    const { envelopes } = this.account;
    const id = envelopes === "documented" ? {} : { id: this.account.newId() };
    return { ...id, event, triggeredAt: this.account.now(), data };
  }

  #deliver(webhook: WebhookRecord, triggered: Triggered): OpenDelivery {
    const key = webhook.madeIn === "api" ? webhook.signatureToken : this.signingToken;
    const delivery = new OpenDelivery(webhook, sealed(triggered, key));
    this.dispatcher.dispatch(delivery);
    return delivery;
  }

  #webhook(id: string): WebhookRecord {
    const webhook = this.account.data.webhooks.get(id);
    if (webhook === undefined) throw new RangeError(`There is no webhook ${id}`);
    return webhook;
  }
}
