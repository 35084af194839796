import { beforeEach, describe, expect, test } from "vitest";
import { LeverError } from "../../src/lever/errors.js";
import { StoreUnavailable } from "../../src/store/store.js";
import { type Progress, Steps } from "../../src/writes/steps.js";
import { ManualClock } from "../support/manual-clock.js";
import { failureOf, FakeLever, type Fate, UNKNOWN } from "./support.js";

const SETTLE_MS = 30_000;

let clock: ManualClock;
/** What was written down, one after the other. */
let saved: Progress[];
/** What happens when something is to be written down. */
let onSave: (progress: Progress) => void;

beforeEach(() => {
  clock = new ManualClock();
  saved = [];
  onSave = () => undefined;
});

function stepsFrom(progress: Progress = { steps: {} }, deadlineAtMs = 100_000): Steps {
  const save = async (next: Progress): Promise<void> => {
    onSave(next);
    saved.push(next);
  };
  return new Steps({ progress, save, clock, settleMs: SETTLE_MS, deadlineAtMs });
}

const finish = <Value>(promise: Promise<Value>): Promise<Value> => clock.finish(promise, 5_000);
const states = (): (string | undefined)[] => saved.map(({ steps }) => steps["note"]?.state);

/** Of a step that was sent `agoMs` ago, by somebody who is gone. */
const sentBefore = (agoMs: number): Progress => ({ steps: { note: { state: "SENT", at: clock.epochMs() - agoMs } } });

describe("a step", () => {
  test("is written down before it is sent, and its result after", async () => {
    const lever = new FakeLever(clock, "done");
    let sentWhenRecorded = -1;
    onSave = ({ steps }) => {
      if (steps["note"]?.state === "SENT") sentWhenRecorded = lever.sent;
    };
    expect(await finish(stepsFrom().run("note", lever.step))).toBe("made-1");
    expect([sentWhenRecorded, states(), lever.looks]).toEqual([0, ["SENT", "DONE"], 0]);
  });

  test("that was done before is neither sent nor looked for", async () => {
    const lever = new FakeLever(clock);
    const steps = stepsFrom({ steps: { note: { state: "DONE", result: "made-0" } } });
    expect(await steps.run("note", lever.step)).toBe("made-0");
    expect([lever.sent, lever.looks, saved]).toEqual([0, 0, []]);
  });

  test("is another one under another name", async () => {
    const lever = new FakeLever(clock);
    const steps = stepsFrom();
    await finish(steps.run("note", lever.step));
    await finish(steps.run("file", lever.step));
    expect(steps.progress.steps).toEqual({
      note: { state: "DONE", result: "made-1" },
      file: { state: "DONE", result: "made-2" },
    });
  });

  test("that can't be written down is not sent", async () => {
    const lever = new FakeLever(clock);
    onSave = () => {
      throw new StoreUnavailable("gone");
    };
    expect(await failureOf(stepsFrom().run("note", lever.step))).toBeInstanceOf(StoreUnavailable);
    expect(lever.sent).toBe(0);
  });

  test("that Lever refuses leaves nothing behind, so that it may be sent again", async () => {
    const lever = new FakeLever(clock, "refused", "done");
    const steps = stepsFrom();
    expect(await failureOf(steps.run("note", lever.step))).toBeInstanceOf(LeverError);
    expect([steps.progress, lever.looks]).toEqual([{ steps: {} }, 0]);
    expect(await steps.run("note", lever.step)).toBe("made-1");
  });

  test("whose own code fails is left as sent: its fate is not known", async () => {
    const steps = stepsFrom();
    const step = { send: () => Promise.reject(new TypeError("a defect")), find: async () => null };
    expect(await failureOf(steps.run("note", step))).toBeInstanceOf(TypeError);
    expect(steps.progress.steps["note"]).toMatchObject({ state: "SENT" });
  });

  test("that is done, and whose result can't be written down, is of unknown fate", async () => {
    const lever = new FakeLever(clock, "done");
    onSave = ({ steps }) => {
      if (steps["note"]?.state === "DONE") throw new StoreUnavailable("gone");
    };
    const failure = await failureOf(stepsFrom().run("note", lever.step));
    expect(failure).toBeInstanceOf(UNKNOWN);
    expect((failure as Error).cause).toBeInstanceOf(StoreUnavailable);
    expect(lever.sent).toBe(1);
  });
});

describe("an answer that is lost", () => {
  test("after the deed is found, and nothing is sent again", async () => {
    const lever = new FakeLever(clock, "done, answer lost");
    expect(await finish(stepsFrom().run("note", lever.step))).toBe("made-1");
    expect([lever.sent, lever.looks, clock.monotonicMs()]).toEqual([1, 1, 0]);
    expect(states()).toEqual(["SENT", "DONE"]);
  });

  test("after the deed is found although Lever's lists lag", async () => {
    const lever = new FakeLever(clock, "done, answer lost");
    lever.lagMs = SETTLE_MS - 1_000;
    expect(await finish(stepsFrom().run("note", lever.step))).toBe("made-1");
    expect(lever.sent).toBe(1);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(lever.lagMs);
  });

  test("before the deed is sent once more, and not before the time to settle has passed", async () => {
    const lever = new FakeLever(clock, "lost", "done");
    const run = stepsFrom().run("note", lever.step);
    await clock.advance(SETTLE_MS - 1);
    expect(lever.sent).toBe(1);
    await clock.advance(1);
    expect(await run).toBe("made-1");
    expect(lever.sent).toBe(2);
  });

  test("twice is of unknown fate, and nothing is sent a third time", async () => {
    const lever = new FakeLever(clock, "lost");
    const steps = stepsFrom();
    expect(await finish(failureOf(steps.run("note", lever.step)))).toBeInstanceOf(UNKNOWN);
    expect([lever.sent, steps.progress.steps["note"]?.state]).toEqual([2, "SENT"]);
  });

  test("of the second sending is found like that of the first", async () => {
    const lever = new FakeLever(clock, "lost", "done, answer lost");
    expect(await finish(stepsFrom().run("note", lever.step))).toBe("made-1");
    expect([lever.sent, lever.made.length]).toEqual([2, 1]);
  });

  test("is of unknown fate where the deadline comes first, and nothing is sent again", async () => {
    const lever = new FakeLever(clock, "lost");
    const steps = stepsFrom({ steps: {} }, 20_000);
    expect(await finish(failureOf(steps.run("note", lever.step)))).toBeInstanceOf(UNKNOWN);
    expect(lever.sent).toBe(1);
    expect(clock.monotonicMs()).toBeLessThan(20_000);
    expect(steps.progress.steps["note"]).toMatchObject({ state: "SENT" });
  });

  test("is of unknown fate where it can't be looked for", async () => {
    const lever = new FakeLever(clock, "done, answer lost");
    lever.isUnreadable = true;
    const failure = await finish(failureOf(stepsFrom().run("note", lever.step)));
    expect(failure).toBeInstanceOf(UNKNOWN);
    expect((failure as InstanceType<typeof UNKNOWN>).call?.template).toBe("/opportunities/:opportunity/notes");
    expect(lever.sent).toBe(1);
  });
});

describe("an answer that says yes and can't be read", () => {
  const fate: Fate = "done, answer unreadable";

  test("is looked for and adopted", async () => {
    const lever = new FakeLever(clock, fate);
    expect(await finish(stepsFrom().run("note", lever.step))).toBe("made-1");
    expect(lever.sent).toBe(1);
  });

  test("is never sent again, however long nothing is found: not now, not by whoever comes later", async () => {
    const lever = new FakeLever(clock, fate);
    lever.lagMs = Infinity;
    const steps = stepsFrom();
    expect(await finish(failureOf(steps.run("note", lever.step)))).toBeInstanceOf(UNKNOWN);
    await clock.advance(10 * SETTLE_MS);
    const later = stepsFrom(steps.progress, 1_000_000);
    expect(await finish(failureOf(later.run("note", lever.step)))).toBeInstanceOf(UNKNOWN);
    expect(lever.sent).toBe(1);
  });

  test("is found by whoever comes later", async () => {
    const lever = new FakeLever(clock, fate);
    lever.lagMs = 2 * SETTLE_MS;
    const steps = stepsFrom();
    expect(await finish(failureOf(steps.run("note", lever.step)))).toBeInstanceOf(UNKNOWN);
    await clock.advance(2 * SETTLE_MS);
    expect(await finish(stepsFrom(steps.progress, 1_000_000).run("note", lever.step))).toBe("made-1");
  });
});

describe("a step that somebody else has sent", () => {
  test("is adopted where it was done", async () => {
    const lever = new FakeLever(clock);
    lever.made.push({ id: "made-before", at: clock.epochMs() - 500 });
    expect(await finish(stepsFrom(sentBefore(1_000)).run("note", lever.step))).toBe("made-before");
    expect([lever.sent, states()]).toEqual([0, ["DONE"]]);
  });

  test("is looked for until the time to settle has passed since it was sent, then sent once", async () => {
    const lever = new FakeLever(clock, "done");
    const run = stepsFrom(sentBefore(SETTLE_MS - 5_000)).run("note", lever.step);
    await clock.advance(4_999);
    expect([lever.sent, lever.looks > 1]).toEqual([0, true]);
    await clock.advance(1);
    expect(await run).toBe("made-1");
    expect(lever.sent).toBe(1);
  });

  test("long ago is looked for once, and then sent", async () => {
    const lever = new FakeLever(clock, "done");
    expect(await finish(stepsFrom(sentBefore(10 * SETTLE_MS)).run("note", lever.step))).toBe("made-1");
    expect([lever.sent, lever.looks, clock.monotonicMs()]).toEqual([1, 1, 0]);
  });

  test("and that is lost again is not sent a second time", async () => {
    const lever = new FakeLever(clock, "lost");
    const run = stepsFrom(sentBefore(10 * SETTLE_MS)).run("note", lever.step);
    expect(await finish(failureOf(run))).toBeInstanceOf(UNKNOWN);
    expect(lever.sent).toBe(1);
  });

  test("is of unknown fate, and not sent, where it can't be looked for", async () => {
    const lever = new FakeLever(clock, "done");
    lever.isUnreadable = true;
    const run = stepsFrom(sentBefore(10 * SETTLE_MS)).run("note", lever.step);
    expect(await finish(failureOf(run))).toBeInstanceOf(UNKNOWN);
    expect(lever.sent).toBe(0);
  });

  test("is of unknown fate, and not sent, where the deadline comes before it has settled", async () => {
    const lever = new FakeLever(clock, "done");
    const run = stepsFrom(sentBefore(0), 5_000).run("note", lever.step);
    expect(await finish(failureOf(run))).toBeInstanceOf(UNKNOWN);
    expect(lever.sent).toBe(0);
  });

  test("is not taken for settled by a wall clock that was set back", async () => {
    const lever = new FakeLever(clock, "done");
    const progress = sentBefore(SETTLE_MS);
    clock.jumpWallClock(-60_000);
    expect(await finish(failureOf(stepsFrom(progress, 10_000).run("note", lever.step)))).toBeInstanceOf(UNKNOWN);
    expect(lever.sent).toBe(0);
  });
});
