import type { SandboxData } from "../data.js";
import { WEBHOOK_EVENTS } from "../records/webhook.record.js";
import type { Account } from "../routing/account.js";
import { Dispatcher } from "./dispatcher.js";
import { Forwarding } from "./forwarding.js";
import type { WebhookOptions } from "./sandbox-webhooks.js";
import { Sender } from "./sender.js";
import { WebhookDesk } from "./webhook-desk.js";

/** Neither is documented, but that the waits grow; within a day altogether. */
const DEFAULTS = {
  retryWaitsMs: [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000],
  timeoutMs: 10_000,
} as const satisfies WebhookOptions;

/** How soon a change that was made by hand is noticed by itself. */
const NOTICE_EVERY_MS = 200;

/** The webhooks of all accounts. Disposing it breaks off what is under way. */
export class WebhookOffice implements Disposable {
  readonly forwarding = new Forwarding();
  readonly #sender: Sender;
  readonly #dispatchers: Dispatcher[] = [];
  readonly #desks = new Map<SandboxData, WebhookDesk>();
  #timer: NodeJS.Timeout | undefined;

  constructor(accounts: readonly Account[], options: WebhookOptions) {
    const { on = [], forward = {}, retryWaitsMs, timeoutMs } = { ...DEFAULTS, ...options };
    for (const [publicOrigin, base] of Object.entries(forward)) this.forwarding.set(publicOrigin, base);
    const sender = (this.#sender = new Sender(this.forwarding, timeoutMs));
    const switchedOn = on === "all" ? WEBHOOK_EVENTS : on;
    for (const account of accounts) {
      for (const event of switchedOn) account.data.webhookSettings.switchedOn.add(event);
      const dispatcher = new Dispatcher({ sender, retryWaitsMs, now: () => account.now() });
      this.#dispatchers.push(dispatcher);
      this.#desks.set(account.data, new WebhookDesk(account, dispatcher));
    }
  }

  /** Begins to notice by itself what was changed by hand. */
  open(): void {
    this.#timer = setInterval(() => this.#noticeAll(), NOTICE_EVERY_MS).unref();
  }

  /** Throws for an account that it wasn't made with. */
  deskOf(data: SandboxData): WebhookDesk {
    const desk = this.#desks.get(data);
    if (desk === undefined) throw new RangeError(`No account of these: ${data.company}`);
    return desk;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const dispatcher of this.#dispatchers) dispatcher[Symbol.dispose]();
    this.#sender[Symbol.dispose]();
  }

  #noticeAll(): void {
    for (const desk of this.#desks.values()) desk.notice();
  }
}
