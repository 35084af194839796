import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { StoreUnavailable, type WriteLedger } from "../../src/store/store.js";
import { createDigester } from "../../src/vault/digester.js";
import { createVault } from "../../src/vault/ring-vault.js";
import { Once, type OnceOutcome, type OnceRequest } from "../../src/writes/once.js";
import { describeOnBoth } from "../store/databases.js";
import { connected } from "../store/records.js";
import { ManualClock, settle } from "../support/manual-clock.js";
import { failureOf, FakeLever, UNKNOWN } from "./support.js";

const SETTLE_MS = 1_000;
const OPERATION_MS = 25_000;
/** The operation's time and the margin of the hold. */
const HOLD_MS = OPERATION_MS + 5_000;

const vault = createVault([{ id: "k1", key: randomBytes(32) }]);
const digester = createDigester(randomBytes(32));
const INPUT = { text: "canary-of-what-was-asked", secret: false };

/** A ledger that fails or stops where the test says. */
type Stand = Partial<WriteLedger>;

describeOnBoth("what is done once", (database) => {
  let clock: ManualClock;
  let ledger: WriteLedger;
  let connectionId: string;

  beforeEach(async () => {
    clock = new ManualClock();
    const store = await database.open();
    ledger = store.writes;
    connectionId = (await connected(store)).id;
  });

  /** A process of its own. */
  const once = (stand: Stand = {}): Once =>
    new Once({ ledger: { ...ledger, ...stand }, vault, digester, clock, settleMs: SETTLE_MS });

  function request(changes: Partial<OnceRequest> = {}): OnceRequest {
    return {
      ...{ accountId: "acme", mutation: "addOpportunityNote", idempotencyKey: "key-1", connectionId },
      ...{ input: INPUT, deadlineAtMs: clock.monotonicMs() + OPERATION_MS },
      ...changes,
    };
  }

  function run(lever: FakeLever, its = once(), changes: Partial<OnceRequest> = {}): Promise<OnceOutcome<string>> {
    return its.run(request(changes), (steps) => steps.run("note", lever.step));
  }

  const finish = <Value>(promise: Promise<Value>): Promise<Value> => clock.finish(promise, 5_000);
  const done = (result: string) => ({ kind: "done", result });
  const stored = () => ledger.read(request());

  /** Waits until the database has answered what was asked of it. */
  async function untilSent(lever: FakeLever): Promise<void> {
    while (lever.sent === 0) await settle();
  }

  test("is sent once, and its result given to whoever asks again", async () => {
    const lever = new FakeLever(clock);
    expect(await run(lever)).toEqual(done("made-1"));
    expect(await run(lever)).toEqual(done("made-1"));
    expect(lever.sent).toBe(1);
    expect(await stored()).toMatchObject({ result: '"made-1"', holder: null });
  });

  test("is sent once for many callers at once in many processes, who all get its result", async () => {
    const lever = new FakeLever(clock);
    const outcomes = await finish(Promise.all(Array.from({ length: 20 }, () => run(lever, once()))));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(
      new Set([JSON.stringify(done("made-1"))]),
    );
    expect(lever.sent).toBe(1);
  });

  test.each([
    ["another account", { accountId: "globex" }],
    ["another mutation", { mutation: "exportProfileToAts" }],
    ["another key", { idempotencyKey: "key-2" }],
  ])("is another thing for %s", async (_, changes) => {
    const lever = new FakeLever(clock);
    await run(lever);
    expect(await run(lever, once(), changes)).toEqual(done("made-2"));
  });

  test("is refused with another input, done or under way, and not sent", async () => {
    const lever = new FakeLever(clock, "never answered", "done");
    void run(lever);
    await untilSent(lever);
    const input = { ...INPUT, secret: true };
    expect(await run(lever, once(), { input })).toEqual({ kind: "reused" });
    expect(lever.sent).toBe(1);
  });

  test("is the same with its members in another order", async () => {
    const lever = new FakeLever(clock);
    await run(lever);
    expect(await run(lever, once(), { input: { secret: false, text: INPUT.text } })).toEqual(done("made-1"));
  });

  test("is free again at once where Lever refused it", async () => {
    const lever = new FakeLever(clock, "refused", "done");
    expect(await failureOf(run(lever))).toMatchObject({ code: "REJECTED" });
    expect(await run(lever)).toEqual(done("made-1"));
    expect(clock.monotonicMs()).toBe(0);
  });

  test("keeps nothing in the clear of what was asked", async () => {
    const lever = new FakeLever(clock, "lost");
    await finish(failureOf(run(lever)));
    expect(JSON.stringify(await stored())).not.toContain("canary");
  });

  test("is sealed for its own key: another record's progress does not open", async () => {
    const lever = new FakeLever(clock, "lost");
    await finish(failureOf(run(lever)));
    const sealed = (await stored())?.sealedProgress ?? "";
    const other = {
      ...ledger,
      open: async (...its: Parameters<WriteLedger["open"]>) => {
        const opened = await ledger.open(...its);
        return { ...opened, record: { ...opened.record, sealedProgress: sealed } };
      },
    };
    const failure = await failureOf(run(lever, once(other), { idempotencyKey: "key-2" }));
    expect(failure).toMatchObject({ name: "SecretUnreadable" });
  });

  test("waits for whoever is at it, and gives up before its own time is over", async () => {
    const lever = new FakeLever(clock, "never answered");
    void run(lever);
    await untilSent(lever);
    const waiting = failureOf(run(lever, once(), { deadlineAtMs: clock.monotonicMs() + 2_000 }));
    expect(await finish(waiting)).toBeInstanceOf(UNKNOWN);
    expect([lever.sent, clock.monotonicMs() <= 2_000]).toEqual([1, true]);
  });

  test("after a crash between the record and the request is looked for, then sent once", async () => {
    const lever = new FakeLever(clock, "done");
    const dying = once({
      save: async (...its) => {
        await ledger.save(...its);
        return new Promise(() => undefined);
      },
    });
    void run(lever, dying);
    while ((await stored())?.revision !== 2) await settle();
    expect(lever.sent).toBe(0);
    await clock.advance(HOLD_MS);
    expect(await finish(run(lever, once()))).toEqual(done("made-1"));
    expect([lever.sent, lever.looks, lever.made.length]).toEqual([1, 1, 1]);
  });

  test("after a crash between the request and the answer is found, and not sent again", async () => {
    const lever = new FakeLever(clock, "never answered");
    void run(lever);
    await untilSent(lever);
    await clock.advance(HOLD_MS);
    expect(await finish(run(lever, once()))).toEqual(done("made-1"));
    expect([lever.sent, lever.made.length]).toEqual([1, 1]);
  });

  test("after a crash between the answer and the record is found, and not sent again", async () => {
    const lever = new FakeLever(clock, "done");
    let saves = 0;
    const dying = once({ save: (...its) => (++saves > 1 ? new Promise(() => undefined) : ledger.save(...its)) });
    void run(lever, dying);
    await untilSent(lever);
    await clock.advance(HOLD_MS);
    expect(await finish(run(lever, once()))).toEqual(done("made-1"));
    expect(lever.sent).toBe(1);
  });

  test("after a crash is not taken over while the dead one may still be at it", async () => {
    const lever = new FakeLever(clock, "never answered", "done");
    void run(lever);
    await untilSent(lever);
    await clock.advance(OPERATION_MS);
    const waiting = failureOf(run(lever, once(), { deadlineAtMs: clock.monotonicMs() + 4_000 }));
    expect(await finish(waiting)).toBeInstanceOf(UNKNOWN);
    expect([lever.sent, lever.looks]).toEqual([1, 0]);
  });

  test("by a holder that slept over its time and lost the hold tells the loser that its fate is unknown", async () => {
    const lever = new FakeLever(clock, "never answered");
    let wake: (id: string) => void = () => undefined;
    const slow = {
      ...lever.step,
      send: () => Promise.race([lever.step.send(), new Promise<string>((resolve) => (wake = resolve))]),
    };
    const sleeper = failureOf(once().run(request(), (steps) => steps.run("note", slow)));
    await untilSent(lever);
    await clock.advance(HOLD_MS);
    expect(await finish(run(lever, once()))).toEqual(done("made-1"));
    wake("made-1");
    expect(await sleeper).toBeInstanceOf(UNKNOWN);
    expect(await run(lever)).toEqual(done("made-1"));
    expect(lever.sent).toBe(1);
  });

  test("by a holder that lost the hold before it sent anything is not sent by it", async () => {
    const lever = new FakeLever(clock, "done");
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const sleeper = failureOf(
      once().run(request(), async (steps) => {
        await gate;
        return steps.run("note", lever.step);
      }),
    );
    while ((await stored()) === null) await settle();
    await clock.advance(HOLD_MS);
    expect(await finish(run(lever, once()))).toEqual(done("made-1"));
    go();
    expect(await sleeper).toBeInstanceOf(UNKNOWN);
    expect(lever.sent).toBe(1);
  });

  const away = (): Promise<never> => Promise.reject(new StoreUnavailable("gone"));

  test("with a database that is down is not sent", async () => {
    const lever = new FakeLever(clock);
    expect(await failureOf(run(lever, once({ open: away })))).toBeInstanceOf(StoreUnavailable);
    expect(await failureOf(run(lever, once({ save: away })))).toBeInstanceOf(StoreUnavailable);
    expect(lever.sent).toBe(0);
  });

  test.each([1, 2])(
    "and whose record fails after save number %i, behind the request, is of unknown fate, then found",
    async (good) => {
      const lever = new FakeLever(clock);
      let saves = 0;
      const failing = once({ save: (...its) => (++saves > good ? away() : ledger.save(...its)) });
      expect(await failureOf(run(lever, failing))).toBeInstanceOf(UNKNOWN);
      expect(await finish(run(lever))).toEqual(done("made-1"));
      expect(lever.sent).toBe(1);
    },
  );

  test("keeps its result, and its failure, where letting go fails", async () => {
    const lever = new FakeLever(clock, "refused", "done");
    expect(await failureOf(run(lever, once({ release: away })))).toMatchObject({ code: "REJECTED" });
    await clock.advance(HOLD_MS);
    expect(await run(lever, once({ release: away }))).toEqual(done("made-1"));
  });

  test("of unknown fate is settled by whoever asks next", async () => {
    const lever = new FakeLever(clock, "done, answer lost");
    lever.isUnreadable = true;
    expect(await finish(failureOf(run(lever)))).toBeInstanceOf(UNKNOWN);
    expect(await ledger.unsettled(clock.epochMs(), 10)).toMatchObject([{ idempotencyKey: "key-1", holder: null }]);
    lever.isUnreadable = false;
    expect(await finish(run(lever, once()))).toEqual(done("made-1"));
    expect(lever.sent).toBe(1);
    expect(await ledger.unsettled(clock.epochMs(), 10)).toEqual([]);
  });

  test("goes on behind the step that was done, and does not repeat it", async () => {
    const [note, file] = [new FakeLever(clock), new FakeLever(clock, "refused", "done")];
    const both = () =>
      once().run(request(), async (steps) => {
        return [await steps.run("note", note.step), await steps.run("file", file.step)];
      });
    expect(await failureOf(both())).toMatchObject({ code: "REJECTED" });
    expect(await both()).toEqual({ kind: "done", result: ["made-1", "made-1"] });
    expect([note.sent, file.sent]).toEqual([1, 2]);
  });
});
