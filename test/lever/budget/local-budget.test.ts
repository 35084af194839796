import { describe, expect, test } from "vitest";
import { BudgetExhausted, type Grant } from "../../../src/lever/budget/budget.js";
import { LocalTokens } from "../../../src/lever/budget/local-tokens.js";
import { QueuedBudget } from "../../../src/lever/budget/queued-budget.js";
import type { CallScope } from "../../../src/lever/scope.js";
import { Urgency } from "../../../src/lever/urgency.js";
import { ManualClock, settle } from "../../support/manual-clock.js";
import { Callers, SimulatedLever, times } from "./simulated-lever.js";

const LIMITS = { requestsPerSecond: 10, burst: 20 };

function start(limits = LIMITS, ways?: (n: number) => readonly [number, number]) {
  const clock = new ManualClock();
  const budget = new QueuedBudget(new LocalTokens(limits, clock), clock);
  const lever = new SimulatedLever(clock, { ...limits });
  return { clock, budget, lever, callers: new Callers(clock, budget, lever, ways) };
}

function claim(over: Partial<CallScope> = {}) {
  const urgency = new Urgency({ lane: "interactive", userKey: "ada", deadlineAtMs: Infinity, ...over });
  return { urgency, signal: over.signal ?? new AbortController().signal };
}

const answered = { kind: "answered" } as const;

/** Takes the whole burst, as if it had been used up a moment ago. */
async function drain(budget: QueuedBudget): Promise<void> {
  const grants: Grant[] = [];
  while (budget.state().available > 0) grants.push(await budget.acquire(claim()));
  for (const grant of grants) grant.settle(answered);
}

describe("a burst over the budget", () => {
  test("60 calls at once: the burst goes out at once, the rest at the steady rate, and Lever refuses none", async () => {
    const { clock, lever, callers } = start();
    for (const n of times(60)) void callers.call(`${n}`);
    await clock.advance(10);
    expect(lever.taken).toBe(20);
    await clock.advance(4_590);
    expect(callers.done).toHaveLength(60);
    expect(callers.ended.at(-1)?.atMs).toBeGreaterThanOrEqual(4_000);
    expect(lever.refused).toBe(0);
  });

  test("Lever refuses none either when the way there takes now long, now short", async () => {
    for (const seed of times(20)) {
      // The first burst opens sockets and is slow; what follows overtakes it.
      const ways = (n: number) =>
        n < 20 ? ([150 + ((n * 37 + seed * 11) % 90), 20] as const) : ([(n * 53) % 40, 5] as const);
      const { clock, lever, callers } = start(LIMITS, ways);
      for (const n of times(200)) void callers.call(`${n}`);
      await clock.advance(19_000);
      expect({ refused: lever.refused, taken: lever.taken }).toEqual({ refused: 0, taken: 200 });
    }
  });

  test("under a minute's overload at least 98 % of the budget is used", async () => {
    const { clock, lever, callers } = start();
    for (const n of times(1_000)) void callers.call(`${n}`);
    await clock.advance(60_000);
    expect(lever.taken).toBeGreaterThanOrEqual(0.98 * (20 + 600));
    expect(lever.refused).toBe(0);
  });

  test("after a pause the burst is there again, and no more than the burst", async () => {
    const { clock, budget } = start();
    await drain(budget);
    expect(budget.state().available).toBe(0);
    await clock.advance(1_000);
    expect(budget.state().available).toBe(10);
    await clock.advance(60_000);
    expect(budget.state().available).toBe(20);
  });

  test("a request without an answer keeps its token: it may arrive at Lever at any time", async () => {
    const { clock, budget } = start();
    const grants = await Promise.all(times(20).map(() => budget.acquire(claim())));
    await clock.advance(60_000);
    expect(budget.state().available).toBe(0);
    for (const grant of grants) grant.settle(answered);
    grants[0]?.settle(answered);
    await clock.advance(500);
    expect(budget.state().available).toBe(5);
  });
});

describe("deadlines", () => {
  test("a call that can't be served in time is refused at once, says when, and costs nothing", async () => {
    const { clock, budget, lever, callers } = start();
    for (const n of times(420)) void callers.call(`${n}`);
    await clock.advance(0);
    expect(budget.state().queued).toBe(400);
    const refused = budget.acquire(claim({ deadlineAtMs: clock.monotonicMs() + 5_000 }));
    await expect(refused).rejects.toBeInstanceOf(BudgetExhausted);
    await expect(refused).rejects.toMatchObject({ retryAfterMs: 40_100 });
    expect(budget.state().queued).toBe(400);
    await clock.advance(45_000);
    expect(lever.taken).toBe(420);
  });

  test("a deadline that has passed is not served even while there are tokens", async () => {
    const { clock, budget } = start();
    await clock.advance(1_000);
    await expect(budget.acquire(claim({ deadlineAtMs: 999 }))).rejects.toBeInstanceOf(BudgetExhausted);
    expect(budget.state().available).toBe(20);
  });

  test("when Lever shrinks the rate, those who can't be served any more hear it at once", async () => {
    const { clock, budget } = start();
    const grant = await budget.acquire(claim());
    await drain(budget);
    const waiting = times(10).map(() =>
      budget.acquire(claim({ deadlineAtMs: 1_500 })).then(
        () => "served",
        () => "refused",
      ),
    );
    await settle();
    grant.settle({ kind: "limited", retryAfterMs: 1_200 });
    await clock.advance(2_000);
    const results = await Promise.all(waiting);
    expect(results.filter((result) => result === "served")).toHaveLength(1);
    expect(budget.state().queued).toBe(0);
  });

  test("a call that is given up leaves the queue without a token", async () => {
    const { clock, budget } = start();
    await drain(budget);
    const controller = new AbortController();
    const given = budget.acquire(claim({ signal: controller.signal }));
    const next = budget.acquire(claim());
    controller.abort(new Error("left"));
    await expect(given).rejects.toThrow("left");
    await clock.advance(100);
    expect((await next).waitedMs).toBe(100);
    expect(budget.state()).toMatchObject({ available: 0, queued: 0 });
  });
});

describe("whose turn it is", () => {
  test("a query waits for one token at most while a sync works off its pages", async () => {
    const { clock, callers } = start();
    for (const n of times(50)) void callers.call(`page ${n}`, { lane: "background" });
    await clock.advance(2_050);
    void callers.call("query");
    await clock.advance(120);
    expect(callers.ended.find(({ name }) => name === "query")?.waitedMs).toBeLessThanOrEqual(100);
    await clock.advance(10_000);
    expect(callers.done).toHaveLength(51);
  });

  test("background work leaves half of the burst for whoever may come", async () => {
    const { clock, budget, lever, callers } = start();
    for (const n of times(100)) void callers.call(`page ${n}`, { lane: "background" });
    await clock.advance(10);
    expect(lever.taken).toBe(11);
    await clock.advance(4_000);
    expect(lever.taken).toBeGreaterThanOrEqual(50);
    expect(budget.state().available).toBeGreaterThanOrEqual(9);
  });

  test("interactive goes before follow-ups, follow-ups before background", async () => {
    const { clock, budget, callers } = start();
    await drain(budget);
    void callers.call("background", { lane: "background" });
    void callers.call("follow-up", { lane: "follow-up" });
    void callers.call("interactive");
    await clock.advance(3_000);
    expect(callers.done).toEqual(["interactive", "follow-up", "background"]);
  });

  test("no lane starves: under endless interactive load one turn in ten goes to who waited too long", async () => {
    const { clock, budget, callers } = start();
    await drain(budget);
    for (const n of times(400)) void callers.call(`query ${n}`);
    for (const n of times(10)) void callers.call(`page ${n}`, { lane: "background" });
    void callers.call("follow-up", { lane: "follow-up" });
    await clock.advance(16_000);
    const pages = callers.done.filter((name) => name.startsWith("page"));
    const queries = callers.done.filter((name) => name.startsWith("query"));
    expect(callers.done).toContain("follow-up");
    expect(pages.length).toBeGreaterThanOrEqual(9);
    expect(queries.length).toBeGreaterThanOrEqual(9 * pages.length);
  });

  test("background work is not held up for good by a trickle of queries that each take the token there is", async () => {
    const { clock, budget, lever, callers } = start();
    await drain(budget);
    void callers.call("page", { lane: "background" });
    for (const n of times(200)) {
      void callers.call(`query ${n}`);
      await clock.advance(100);
    }
    expect(callers.done).toContain("page");
    expect(lever.refused).toBe(0);
  });

  test("users of one key take turns: one call of Bob's doesn't wait for fifty of Ada's", async () => {
    const { clock, budget, callers } = start();
    await drain(budget);
    for (const n of times(50)) void callers.call(`ada ${n}`);
    void callers.call("bob", { userKey: "bob" });
    await clock.advance(300);
    expect(callers.done).toContain("bob");
  });

  test("Bob's call is not refused for the length of Ada's queue", async () => {
    const { clock, budget, callers } = start();
    await drain(budget);
    for (const n of times(400)) void callers.call(`ada ${n}`);
    await clock.advance(0);
    void callers.call("bob", { userKey: "bob", deadlineAtMs: clock.monotonicMs() + 1_000 });
    await clock.advance(1_000);
    expect(callers.ended.find(({ name }) => name === "bob")?.result).toBe("done");
  });

  test("a request that becomes more urgent moves up", async () => {
    const { clock, budget } = start();
    await drain(budget);
    const urgency = new Urgency({ lane: "background", userKey: "", deadlineAtMs: Infinity });
    const raised = budget.acquire({ urgency, signal: new AbortController().signal });
    void budget.acquire(claim({ userKey: "bob" })).then((grant) => grant.settle(answered));
    urgency.raise({ lane: "interactive", userKey: "ada", deadlineAtMs: 5_000 });
    await clock.advance(200);
    expect((await raised).waitedMs).toBeLessThanOrEqual(200);
  });
});

describe("Lever's own limit is lower than ours", () => {
  test("the rate is halved until it fits, few are refused, and all is served", async () => {
    const { clock, lever, budget, callers } = start();
    await drain(budget);
    lever.limits = { requestsPerSecond: 3, burst: 3 };
    for (const n of times(150)) void callers.call(`${n}`);
    await clock.advance(5_000);
    expect(budget.state().requestsPerSecond).toBeLessThanOrEqual(3);
    await clock.advance(90_000);
    expect(callers.done).toHaveLength(150);
    expect(lever.refused / (lever.refused + lever.taken)).toBeLessThanOrEqual(0.05);
  });

  test("the full rate comes back when Lever's does", async () => {
    const { clock, lever, budget, callers } = start();
    lever.limits = { requestsPerSecond: 3, burst: 3 };
    for (const n of times(30)) void callers.call(`${n}`);
    await clock.advance(20_000);
    expect(budget.state().requestsPerSecond).toBeLessThan(6);
    lever.limits = { ...LIMITS };
    await clock.advance(90_000);
    expect(budget.state().requestsPerSecond).toBe(10);
    expect(budget.state().burst).toBe(20);
  });

  test("many refusals of requests that were under way together count once", async () => {
    const { budget } = start();
    const grants = await Promise.all(times(10).map(() => budget.acquire(claim())));
    for (const grant of grants) grant.settle({ kind: "limited" });
    expect(budget.state().requestsPerSecond).toBe(5);
  });

  test("nothing is sent before the time that Lever names", async () => {
    const { clock, budget } = start();
    const grant = await budget.acquire(claim());
    grant.settle({ kind: "limited", retryAfterMs: 7_000 });
    const next = budget.acquire(claim());
    await clock.advance(6_999);
    expect(budget.state().queued).toBe(1);
    await clock.advance(300);
    expect((await next).waitedMs).toBeGreaterThanOrEqual(7_000);
  });

  test("without a time named, the pauses grow from a second, and everybody is still let in now and then", async () => {
    const { clock, budget } = start();
    const pausesMs: number[] = [];
    for (const _ of times(4)) {
      const beforeMs = clock.monotonicMs();
      const waiting = budget.acquire(claim());
      await clock.advance(60_000);
      const grant = await waiting;
      pausesMs.push(grant.waitedMs);
      // Asked the moment it was let go: refused again.
      expect(beforeMs + grant.waitedMs).toBeLessThanOrEqual(clock.monotonicMs());
      grant.settle({ kind: "limited" });
    }
    expect(pausesMs[0]).toBe(0);
    expect(pausesMs[1]).toBeGreaterThanOrEqual(1_000);
    expect(pausesMs[2]).toBeGreaterThan(pausesMs[1] ?? Infinity);
    expect(pausesMs[3]).toBeGreaterThan(pausesMs[2] ?? Infinity);
    expect(budget.state().requestsPerSecond).toBeGreaterThanOrEqual(1);
  });
});

test("a wall clock that is set back or forth changes nothing", async () => {
  const { clock, budget } = start();
  await drain(budget);
  const waiting = budget.acquire(claim());
  clock.jumpWallClock(-86_400_000);
  await clock.advance(100);
  expect((await waiting).waitedMs).toBe(100);
  clock.jumpWallClock(2 * 86_400_000);
  expect(budget.state().available).toBe(0);
});
