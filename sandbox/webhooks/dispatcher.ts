import { setImmediate } from "node:timers/promises";
import type { OpenDelivery, WebhookDelivery } from "./delivery.js";
import type { Sender } from "./sender.js";

/** The waits before the five further tries, milliseconds. */
export type RetryWaits = readonly [number, number, number, number, number];

/** What the dispatcher works with. */
export interface DispatcherParts {
  readonly sender: Sender;
  readonly retryWaitsMs: RetryWaits;
  /** Epoch milliseconds. */
  now(): number;
}

/** Lever docs, "Webhooks": so many requests can be looked at afterwards. */
const HISTORY = 1_000;

/** Sends deliveries, again where they aren't acknowledged, and remembers them. */
export class Dispatcher implements Disposable {
  /** From the oldest to the newest. */
  readonly deliveries: OpenDelivery[] = [];
  /** Those that are to be sent again, with what wakes them. */
  readonly #waiting = new Map<OpenDelivery, NodeJS.Timeout>();
  #underWay = 0;
  /** Who wait for nothing being under way. */
  readonly #idlers: (() => void)[] = [];
  #isStopped = false;

  constructor(private readonly parts: DispatcherParts) {}

  /** Begins to send; answers at once. */
  dispatch(delivery: OpenDelivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > HISTORY) this.deliveries.shift();
    this.#send(delivery);
  }

  /** Resolves once nothing is being sent. What waits for its next try is not being sent. */
  async idle(): Promise<void> {
    if (this.#underWay > 0) await new Promise<void>((resolve) => this.#idlers.push(resolve));
  }

  /** Sends what waits for its next try now. */
  retry(): void {
    for (const [delivery, timer] of [...this.#waiting]) {
      clearTimeout(timer);
      this.#send(delivery);
    }
  }

  /** Sends a delivery once more, as a person would by "Rerun". Throws where there is none with that token. */
  rerun(token: string): WebhookDelivery {
    const delivery = this.deliveries.find(({ envelope }) => envelope.token === token);
    if (delivery === undefined) throw new RangeError(`There is no delivery ${token}`);
    this.#send(delivery, true);
    return delivery;
  }

  [Symbol.dispose](): void {
    this.#isStopped = true;
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #send(delivery: OpenDelivery, isRerun = false): void {
    if (this.#isStopped) return;
    if (!isRerun) this.#waiting.delete(delivery);
    delivery.begin();
    this.#underWay++;
    void this.#try(delivery, isRerun).finally(() => this.#countDown());
  }

  #countDown(): void {
    this.#underWay--;
    if (this.#underWay === 0) for (const resolve of this.#idlers.splice(0)) resolve();
  }

  async #try(delivery: OpenDelivery, isRerun: boolean): Promise<void> {
    // The answer to the request that made it happen goes first.
    await setImmediate();
    const sentAt = this.parts.now();
    delivery.end({ sentAt, ...(await this.parts.sender.post(delivery.url, delivery.body)) }, isRerun);
    if (isRerun) this.#forgetWhereEnded(delivery);
    else this.#waitForNext(delivery);
  }

  #forgetWhereEnded(delivery: OpenDelivery): void {
    if (delivery.state !== "acknowledged") return;
    clearTimeout(this.#waiting.get(delivery));
    this.#waiting.delete(delivery);
  }

  #waitForNext(delivery: OpenDelivery): void {
    const waitMs = this.parts.retryWaitsMs[delivery.triesMade - 1];
    if (this.#isStopped || delivery.isEnded || waitMs === undefined) return;
    this.#waiting.set(delivery, setTimeout(() => this.#send(delivery), waitMs).unref());
  }
}
