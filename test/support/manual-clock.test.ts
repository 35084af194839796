import { expect, test } from "vitest";
import { ManualClock } from "./manual-clock.js";

test("sleepers wake in the order in which they are due, each at its own time", async () => {
  const clock = new ManualClock();
  const woken: string[] = [];
  void clock.sleep(200).then(() => woken.push(`b at ${clock.monotonicMs()}`));
  void clock.sleep(100).then(() => woken.push(`a at ${clock.monotonicMs()}`));
  await clock.advance(150);
  expect(woken).toEqual(["a at 100"]);
  await clock.advance(150);
  expect(woken).toEqual(["a at 100", "b at 200"]);
  expect(clock.monotonicMs()).toBe(300);
});

test("who sleeps again while time moves on wakes again within it", async () => {
  const clock = new ManualClock();
  const woken: number[] = [];
  const ticking = async () => {
    for (let tick = 0; tick < 3; tick++) {
      await clock.sleep(10);
      woken.push(clock.monotonicMs());
    }
  };
  void ticking();
  await clock.advance(25);
  expect(woken).toEqual([10, 20]);
});

test("an aborted sleep ends with the aborter's reason and leaves nobody asleep", async () => {
  const clock = new ManualClock();
  const controller = new AbortController();
  const sleeping = clock.sleep(100, controller.signal);
  expect(clock.sleeping).toBe(1);
  controller.abort(new Error("enough"));
  await expect(sleeping).rejects.toThrow("enough");
  expect(clock.sleeping).toBe(0);
});

test("setting the wall clock back moves nothing else", async () => {
  const clock = new ManualClock(1_000_000);
  await clock.advance(500);
  clock.jumpWallClock(-3_600_000);
  expect(clock.epochMs()).toBe(1_000_500 - 3_600_000);
  expect(clock.monotonicMs()).toBe(500);
});
