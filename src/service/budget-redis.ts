import { createClient } from "@keyv/redis";
import { after } from "../lever/after.js";
import type { RedisCommands } from "../lever/budget/replicas/redis-buckets.js";
import type { Clock } from "../time/clock.js";
import { redisOptions } from "./redis-options.js";

/**
 * A connection on which a command has had no answer for so long is given up for another, milliseconds: the machine at
 * its other end may be gone without a word, which the network takes a quarter of an hour to find out.
 */
const STUCK_MS = 5_000;

/** The request budget's connection to Redis: opened by itself, and again whenever it is lost or stuck. */
export class BudgetRedis implements RedisCommands, AsyncDisposable {
  readonly #listeners = new Set<() => void>();
  #client: ReturnType<typeof createClient>;

  constructor(
    private readonly url: string,
    private readonly clock: Pick<Clock, "sleep">,
  ) {
    this.#client = this.#open();
  }

  async sendCommand(command: readonly string[]): Promise<unknown> {
    const client = this.#client;
    const cancel = after(this.clock, STUCK_MS, () => this.#replace(client));
    try {
      return await client.sendCommand([...command]);
    } finally {
      cancel();
    }
  }

  onLost(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#client.isOpen) this.#client.destroy();
    await Promise.resolve();
  }

  #open(): ReturnType<typeof createClient> {
    const client = createClient(redisOptions(this.url));
    // Whoever sends a command hears of every failure by it.
    client.on("error", () => undefined);
    client.on("reconnecting", () => this.#lost());
    client.connect().catch(() => undefined);
    return client;
  }

  #replace(stuck: ReturnType<typeof createClient>): void {
    if (stuck !== this.#client) return;
    this.#client = this.#open();
    if (stuck.isOpen) stuck.destroy();
    this.#lost();
  }

  #lost(): void {
    for (const listener of this.#listeners) listener();
  }
}
