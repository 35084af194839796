import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BudgetRedis } from "../../src/service/budget-redis.js";
import { ManualClock, settle } from "../support/manual-clock.js";
import { hasRedis, NO_REDIS, RedisServer } from "../support/redis.js";

const PING = ["PING"];

describe.skipIf(!hasRedis())(hasRedis() ? "the budget's Redis" : `the budget's Redis (${NO_REDIS})`, () => {
  let server: RedisServer;
  let clock: ManualClock;
  let redis: BudgetRedis;
  const losses = new EventTarget();
  let lost = 0;

  beforeEach(async () => {
    [server, clock, lost] = [await RedisServer.start(), new ManualClock(), 0];
    redis = new BudgetRedis(server.url, clock);
    redis.onLost(() => {
      lost++;
      losses.dispatchEvent(new Event("lost"));
    });
  });
  afterEach(async () => {
    await redis[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  /** As soon as it is connected; until then a command fails at once. */
  async function answered(): Promise<unknown> {
    for (;;) {
      const answer = await redis.sendCommand(PING).catch(() => null);
      if (answer !== null) return answer;
      await settle();
    }
  }

  test("answers once it is connected, and fails at once before", async () => {
    await expect(redis.sendCommand(PING)).rejects.toThrow();
    expect(await answered()).toBe("PONG");
    expect(clock.sleeping).toBe(0);
  });

  test("is found again by itself, and says that it was lost", async () => {
    await answered();
    const loss = once(losses, "lost");
    await server.stop();
    await loss;
    await expect(redis.sendCommand(PING)).rejects.toThrow();
    await server.startAgain();
    expect(await answered()).toBe("PONG");
  });

  test("that leaves a command without an answer for five seconds is given up for another connection", async () => {
    await answered();
    server.pause();
    const unanswered = redis.sendCommand(PING).catch((error: unknown) => error);
    await clock.advance(4_999);
    expect(lost).toBe(0);
    await clock.advance(1);
    expect(await unanswered).toBeInstanceOf(Error);
    expect(lost).toBe(1);
    server.resume();
    expect(await answered()).toBe("PONG");
    expect(lost).toBe(1);
  });

  test("can be closed at any time, and leaves nothing behind", async () => {
    await using early = new BudgetRedis(server.url, clock);
    await early[Symbol.asyncDispose]();
    await early[Symbol.asyncDispose]();
    await expect(early.sendCommand(PING)).rejects.toThrow();
    expect(clock.sleeping).toBe(0);
  });
});
