import { expect, test, vi } from "vitest";
import { startRetention } from "../../src/service/start-retention.js";
import { ManualClock } from "../support/manual-clock.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Says what it was asked to forget; the second time it fails. */
function pruned() {
  const before: number[] = [];
  const prune = (time: number): Promise<number> => {
    before.push(time);
    return before.length === 2 ? Promise.reject(new Error("away")) : Promise.resolve(0);
  };
  return { before, prune };
}

test("forgets what is over at the start and every hour, whatever fails in between, and no more after the end", async () => {
  const clock = new ManualClock();
  const errors: unknown[] = [];
  const store = { uploads: pruned(), writes: pruned(), bulk: pruned(), audit: pruned(), webhooks: pruned() };
  const keep = { auditDays: 400, idempotencyDays: 45 };
  const start = clock.epochMs();
  const retention = startRetention({ store, keep, clock, onError: (error) => errors.push(error) });
  for (const times of [1, 2, 3]) {
    await vi.waitFor(() => expect(store.audit.before).toHaveLength(times));
    await clock.advance(HOUR_MS);
  }
  await vi.waitFor(() => expect(store.audit.before).toHaveLength(4));
  await vi.waitFor(() => expect(store.webhooks.before).toHaveLength(4));
  const hourly = (keptDays: number): number[] => [0, 1, 2, 3].map((hour) => start + hour * HOUR_MS - keptDays * DAY_MS);
  expect(store.uploads.before).toEqual(hourly(0));
  expect(store.writes.before).toEqual(hourly(45));
  expect(store.bulk.before).toEqual(hourly(45));
  expect(store.audit.before).toEqual(hourly(400));
  expect(store.webhooks.before).toEqual(hourly(49 / 24));
  expect(errors).toHaveLength(5);
  await retention[Symbol.asyncDispose]();
  await clock.advance(10 * HOUR_MS);
  expect(store.audit.before).toHaveLength(4);
});
