import { createClient } from "@keyv/redis";
import type { Budget } from "../../../src/lever/budget/budget.js";
import { createBudgets, type PoolBudgets } from "../../../src/lever/budget/create-budgets.js";
import type { Limits } from "../../../src/lever/budget/limits.js";
import type { RedisCommands } from "../../../src/lever/budget/replicas/redis-buckets.js";
import type { BudgetSharing } from "../../../src/lever/budget/replicas/replica-link.js";
import { ManualClock, settle } from "../../support/manual-clock.js";
import { RedisServer } from "../../support/redis.js";
import { Callers, SimulatedLever } from "./simulated-lever.js";

export const LIMITS = { requestsPerSecond: 10, burst: 20 };

/** A replica's own connection to Redis, with a door for the test. */
export class Wire implements RedisCommands {
  /** "cut": commands fail at once. "held": they are on their way until {@link release}. "deaf": the answer is lost. */
  mode: "open" | "cut" | "held" | "deaf" = "open";
  /** Exchanges that were sent, in vain or not; beats, and telling Redis a script that it doesn't know, are left out. */
  exchanges = 0;
  /** All that was sent. */
  commands = 0;
  /** How long a command and its answer are each on their way, milliseconds. */
  latencyMs = () => 0;
  #arrivesAtMs = 0;
  #open = 0;
  #held: (() => void)[] = [];
  #watchers: (() => void)[] = [];

  constructor(
    private readonly client: ReturnType<typeof createClient>,
    private readonly clock: ManualClock,
  ) {}

  /** Answers that are still to come, but for those that are held. */
  get underWay(): number {
    return this.#open;
  }

  async sendCommand(command: readonly string[]): Promise<unknown> {
    this.commands++;
    if (command[0] === "EVALSHA" && command[2] === "2") this.exchanges++;
    if (this.mode === "cut") throw new Error("Cut");
    if (this.mode === "held") await new Promise<void>((resolve) => this.#held.push(resolve));
    await this.#travel();
    this.#open++;
    try {
      const answer = await this.client.sendCommand(this.#stamped(command));
      if (this.mode === "deaf") throw new Error("Not heard");
      return answer;
    } finally {
      this.#open--;
      for (const notify of this.#watchers.splice(0)) notify();
      await this.#travel();
    }
  }

  onLost(listener: () => void): void {
    this.client.on("reconnecting", listener);
  }

  /** What was held arrives, in its order. */
  release(): void {
    this.mode = "open";
    for (const go of this.#held.splice(0)) go();
  }

  /** What was sent later never arrives sooner. */
  async #travel(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    this.#arrivesAtMs = Math.max(this.#arrivesAtMs, nowMs + this.latencyMs());
    if (this.#arrivesAtMs > nowMs) await this.clock.sleep(this.#arrivesAtMs - nowMs);
  }

  /** With the time at which it arrives: the script takes it for Redis' own. */
  #stamped(command: readonly string[]): string[] {
    const told = JSON.parse(command.at(-1) ?? "") as object;
    return [...command.slice(0, -1), JSON.stringify({ ...told, now: Math.floor(this.clock.epochMs()) })];
  }

  async idle(): Promise<void> {
    while (this.#open > 0) await new Promise<void>((resolve) => this.#watchers.push(resolve));
  }

  /** Resolves once it is connected, again too. */
  async connected(): Promise<void> {
    while (!this.client.isReady) await new Promise<void>((resolve) => this.client.once("ready", () => resolve()));
  }

  /** Resolves once it knows that it isn't connected any more. */
  async disconnected(): Promise<void> {
    while (this.client.isReady) await new Promise<void>((resolve) => this.client.once("error", () => resolve()));
  }

  close(): void {
    if (this.client.isOpen) this.client.destroy();
  }
}

/** One process of the product, as far as its budgets go. */
export interface Replica {
  readonly wire: Wire;
  readonly budgets: PoolBudgets;
  readonly budget: Budget;
  readonly callers: Callers;
  /** What it said of sharing, in order. */
  readonly said: readonly BudgetSharing[];
}

/** Replicas before one Lever and one Redis, all on one clock that stands still until a test moves it. */
export class ReplicatedWorld implements AsyncDisposable {
  readonly clock = new ManualClock();
  readonly lever: SimulatedLever;
  readonly replicas: Replica[] = [];

  private constructor(
    readonly server: RedisServer,
    private readonly limits: Limits,
  ) {
    this.lever = new SimulatedLever(this.clock, { ...limits });
  }

  /** So many replicas, which know each other. */
  static async start(count: number, limits: Limits = LIMITS): Promise<ReplicatedWorld> {
    const world = new ReplicatedWorld(await RedisServer.start(), limits);
    for (let n = 0; n < count; n++) await world.add();
    // An empty Redis has just begun to remember: by then what it doesn't know of is full.
    await world.advance(3_000 + (limits.burst / limits.requestsPerSecond) * 1_000);
    return world;
  }

  /** One more process. "cut": it starts without a way to Redis. */
  async add(mode: Wire["mode"] = "open"): Promise<Replica> {
    const client = createClient(this.server.clientOptions);
    client.on("error", () => undefined);
    if (mode !== "cut") await client.connect();
    const wire = new Wire(client, this.clock);
    wire.mode = mode;
    const said: BudgetSharing[] = [];
    const onChange = (sharing: BudgetSharing) => void said.push(sharing);
    const budgets = createBudgets(this.limits, this.clock, { redis: wire, onChange });
    const budget = budgets.ofKeys.of("f1");
    const replica = { wire, budgets, budget, said, callers: new Callers(this.clock, budget, this.lever) };
    this.replicas.push(replica);
    await this.quiet();
    return replica;
  }

  /** The replica of that number, from 0. */
  replica(index: number): Replica {
    const replica = this.replicas[index];
    if (!replica) throw new Error(`There is no replica ${index}`);
    return replica;
  }

  /** It ends at once and says nothing any more; what it has sent is on its way. */
  async crash(index: number): Promise<void> {
    const [{ wire, budgets }] = this.replicas.splice(index, 1) as [Replica];
    wire.mode = "cut";
    await this.clock.finish(Promise.resolve(budgets[Symbol.asyncDispose]()));
    wire.close();
  }

  /** Something is said to Redis over a connection of its own. */
  async tell(...command: readonly string[]): Promise<unknown> {
    const client = await createClient(this.server.clientOptions).connect();
    try {
      return await client.sendCommand([...command]);
    } finally {
      client.destroy();
    }
  }

  /** Redis ends at once; with it goes everything it held. */
  async stop(): Promise<void> {
    await this.server.stop();
    await Promise.all(this.replicas.map(({ wire }) => wire.disconnected()));
    await this.quiet();
  }

  async startAgain(): Promise<void> {
    await this.server.startAgain();
    await Promise.all(this.replicas.map(({ wire }) => wire.connected()));
  }

  /** Moves time on; Redis answers in no time. */
  async advance(spanMs: number): Promise<void> {
    const untilMs = this.clock.monotonicMs() + spanMs;
    await this.quiet();
    for (;;) {
      const dueMs = Math.min(this.clock.nextDueMs ?? Infinity, untilMs);
      await this.clock.advance(Math.max(0, dueMs - this.clock.monotonicMs()));
      await this.quiet();
      if (dueMs >= untilMs && (this.clock.nextDueMs ?? Infinity) > untilMs) return;
    }
  }

  /** Resolves once Redis has answered everything, and nothing comes of it any more. */
  async quiet(): Promise<void> {
    do {
      await Promise.all(this.replicas.map(({ wire }) => wire.idle()));
      await settle();
    } while (this.replicas.some(({ wire }) => wire.underWay > 0));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const disposed = Promise.all(this.replicas.map(({ budgets }) => budgets[Symbol.asyncDispose]()));
    await this.clock.finish(disposed);
    for (const { wire } of this.replicas) wire.close();
    await this.server[Symbol.asyncDispose]();
  }
}
