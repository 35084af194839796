import { createClient } from "@keyv/redis";
import { describe, expect, test } from "vitest";
import type { Exchange } from "../../../src/lever/budget/replicas/exchange.js";
import { RedisBuckets } from "../../../src/lever/budget/replicas/redis-buckets.js";
import { ManualClock } from "../../support/manual-clock.js";
import { hasRedis, NO_REDIS, RedisServer } from "../../support/redis.js";
import { Wire } from "./replicas.js";

/** A bucket of twenty that a replica talks to by hand. */
class Talk implements AsyncDisposable {
  #serial = 0;
  #buckets: RedisBuckets;

  private constructor(
    readonly server: RedisServer,
    readonly clock: ManualClock,
    readonly wire: Wire,
  ) {
    this.#buckets = new RedisBuckets(wire);
  }

  static async start(): Promise<Talk> {
    const server = await RedisServer.start();
    const clock = new ManualClock();
    const client = await createClient(server.clientOptions).connect();
    const talk = new Talk(server, clock, new Wire(client, clock));
    await talk.say();
    await clock.advance(5_000);
    return talk;
  }

  say(over: Partial<Exchange> = {}) {
    return this.#buckets.exchange({
      ...{ bucket: "f1", limits: { requestsPerSecond: 10, burst: 20 }, isAway: false, share: 0, jitter: 0.5 },
      ...{ serial: ++this.#serial, account: 1, spent: 0, underWay: 0, foreground: 0, background: 0, isOverdue: false },
      ...over,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.wire.close();
    await this.server[Symbol.asyncDispose]();
  }
}

describe.skipIf(!hasRedis())(hasRedis() ? "a bucket in Redis" : `a bucket in Redis (${NO_REDIS})`, () => {
  test("gives what is asked for, as far as it goes, and says when there is more", async () => {
    await using talk = await Talk.start();
    expect(await talk.say({ foreground: 12 })).toMatchObject({ foreground: 12, available: 8, waitMs: 0 });
    expect(await talk.say({ underWay: 12, foreground: 12 })).toMatchObject({
      foreground: 8,
      available: 0,
      waitMs: 100,
    });
    expect(await talk.say({ underWay: 20, background: 1 })).toMatchObject({ background: 0, waitMs: 1_000 });
  });

  test("is told totals: an answer that was lost, or came twice, changes nothing", async () => {
    await using talk = await Talk.start();
    await talk.say({ foreground: 12 });
    // The answer was lost: the twelve were never used.
    expect(await talk.say({ foreground: 1 })).toMatchObject({ foreground: 1, available: 19 });
    await talk.say({ underWay: 1 });
    const over = { spent: 1, underWay: 0 };
    expect(await talk.say(over)).toMatchObject({ available: 19 });
    expect(await talk.say(over)).toMatchObject({ available: 19 });
  });

  test("does nothing of what comes too late", async () => {
    await using talk = await Talk.start();
    await talk.say({ serial: 8, spent: 3, underWay: 2 });
    expect(await talk.say({ serial: 7, spent: 1, underWay: 4, foreground: 10 })).toBeNull();
    expect(await talk.say({ serial: 9, spent: 3, underWay: 2 })).toMatchObject({ available: 15 });
  });

  test("takes a new account of the same replica for what it is: nothing is given back", async () => {
    await using talk = await Talk.start();
    await talk.say({ spent: 5, underWay: 3 });
    expect(await talk.say({ account: 2, spent: 0, underWay: 0 })).toMatchObject({ available: 12 });
  });

  test("is asked with one command, and with the script only where Redis doesn't know it", async () => {
    await using talk = await Talk.start();
    const before = talk.wire.commands;
    await talk.say();
    expect(talk.wire.commands - before).toBe(1);
    await talk.clock.advance(1);
    const client = await createClient(talk.server.clientOptions).connect();
    await client.sendCommand(["SCRIPT", "FLUSH"]);
    client.destroy();
    expect(await talk.say()).toMatchObject({ available: 20 });
    expect(talk.wire.commands - before).toBe(3);
  });

  test("that somebody else has written is an error, not a full bucket", async () => {
    await using talk = await Talk.start();
    const client = await createClient(talk.server.clientOptions).connect();
    await client.sendCommand(["SET", "{lever-budget:1}:f1", "full"]);
    client.destroy();
    await expect(talk.say({ foreground: 1 })).rejects.toThrow();
  });
});
