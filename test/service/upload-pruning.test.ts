import { expect, test, vi } from "vitest";
import { startUploadPruning } from "../../src/service/start-upload-pruning.js";
import { ManualClock } from "../support/manual-clock.js";

const HOUR_MS = 3_600_000;

test("forgets what is over at the start and every hour, whatever fails in between, and no more after the end", async () => {
  const clock = new ManualClock();
  const errors: unknown[] = [];
  const prunedAt: number[] = [];
  const store = {
    prune: (now: number): Promise<number> => {
      prunedAt.push(now);
      return prunedAt.length === 2 ? Promise.reject(new Error("away")) : Promise.resolve(0);
    },
  };
  const start = clock.epochMs();
  const pruning = startUploadPruning({ store, clock, onError: (error) => errors.push(error) });
  for (const pruned of [1, 2, 3]) {
    await vi.waitFor(() => expect(prunedAt).toHaveLength(pruned));
    await clock.advance(HOUR_MS);
  }
  await vi.waitFor(() => expect(prunedAt).toHaveLength(4));
  expect(prunedAt).toEqual([0, 1, 2, 3].map((hours) => start + hours * HOUR_MS));
  expect(errors).toHaveLength(1);
  await pruning[Symbol.asyncDispose]();
  await clock.advance(10 * HOUR_MS);
  expect(prunedAt).toHaveLength(4);
});
