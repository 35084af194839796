import { describe, expect, test } from "vitest";
import { hang, object, refusal, type Reply } from "../support/scripted-server.js";
import { Harness, leverErrorOf, opportunities, opportunity, target } from "./support.js";

const storm = refusal(503);

/** Fails as often as it takes, each call one request. */
async function open(lever: Harness): Promise<void> {
  for (let n = 0; n < 10; n++)
    await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, { opportunity: `x${n}` })));
}

describe("a Lever that doesn't answer", () => {
  test("is left alone after ten requests: whatever comes then is told at once, and when to come back", async () => {
    await using lever = await Harness.start(() => storm);
    await open(lever);
    expect(lever.server.requests).toHaveLength(10);
    const error = await leverErrorOf(lever.client().one(opportunity, { opportunity: "o1" }));
    expect(error).toMatchObject({ code: "UNAVAILABLE", details: { acted: "no" } });
    expect(error.details.retryAfterMs).toBeGreaterThan(4_000);
    expect(error.details.retryAfterMs).toBeLessThanOrEqual(5_000);
    expect(lever.server.requests).toHaveLength(10);
  });

  test("under a storm of calls at once, those that still wait for the budget are let go too", async () => {
    await using lever = await Harness.start(() => storm);
    const calls = Array.from({ length: 200 }, (_, n) =>
      leverErrorOf(lever.client().one(opportunity, { opportunity: `x${n}` })),
    );
    await lever.server.until(() => lever.server.requests.length === 20 && lever.server.open === 0);
    const errors = await lever.clock.finish(Promise.all(calls));
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["UNAVAILABLE"]));
    // The burst was out before the first answer was there; nothing after it.
    expect(lever.server.requests).toHaveLength(20);
    expect(lever.pool.budget({ fingerprint: "f1" }).queued).toBe(0);
  });

  test("is tried with one request after five seconds, and taken up again when that succeeds", async () => {
    let reply: Reply = storm;
    await using lever = await Harness.start(
      (request, index) => (response) => (index === 10 ? hang : reply)(response, request),
    );
    await open(lever);
    await lever.clock.advance(5_000);
    const probe = leverErrorOf(lever.client().one(opportunity, { opportunity: "probe" }));
    await lever.server.until(() => lever.server.open === 1);
    const other = await leverErrorOf(lever.client().one(opportunity, { opportunity: "other" }));
    expect(other.details.acted).toBe("no");
    expect(lever.server.requests).toHaveLength(11);
    await lever.clock.advance(10_000);
    expect((await probe).details.timedOut).toBe(true);
    expect((await leverErrorOf(lever.client().one(opportunity, { opportunity: "o1" }))).details.acted).toBe("no");
    expect(lever.server.requests).toHaveLength(11);
    await lever.clock.advance(5_000);
    reply = object({ id: "o1" });
    await lever.client().one(opportunity, { opportunity: "o1" });
    await lever.client().one(opportunity, { opportunity: "o2" });
    expect(lever.server.requests).toHaveLength(13);
  });

  test("a probe that is given up by its caller leaves the next one free to try", async () => {
    let reply: Reply = storm;
    await using lever = await Harness.start((request) => (response) => reply(response, request));
    await open(lever);
    await lever.clock.advance(5_000);
    reply = hang;
    const controller = new AbortController();
    const probe = leverErrorOf(lever.client({ signal: controller.signal }).one(opportunity, { opportunity: "probe" }));
    await lever.server.until(() => lever.server.open === 1);
    controller.abort();
    await probe;
    reply = object({ id: "o1" });
    await expect(lever.client().one(opportunity, { opportunity: "o1" })).resolves.toMatchObject({
      value: { id: "o1" },
    });
  });

  test("of one connection is nobody else's matter", async () => {
    await using lever = await Harness.start((request) => (request.path.includes("x") ? storm : object({ id: "o1" })));
    await open(lever);
    const other = lever.client({}, { connectionId: "c2" });
    await expect(other.one(opportunity, { opportunity: "o1" })).resolves.toMatchObject({ value: { id: "o1" } });
  });

  test("after ten time-outs it is left alone as well", async () => {
    await using lever = await Harness.start(() => hang);
    const calls = Array.from({ length: 10 }, (_, n) =>
      leverErrorOf(lever.client().one(opportunity, { opportunity: `x${n}` })),
    );
    await lever.server.until(() => lever.server.open === 10);
    await lever.clock.advance(10_000);
    await Promise.all(calls);
    expect((await leverErrorOf(lever.client().one(opportunity, { opportunity: "o1" }))).details.acted).toBe("no");
    expect(lever.server.requests).toHaveLength(10);
  });
});

describe("what Lever says with reason doesn't open it", () => {
  test.each([401, 403, 404, 429])("%i", async (status) => {
    await using lever = await Harness.start(
      (request) => (request.path.endsWith("/ok") ? object({ id: "ok" }) : refusal(status)),
      {
        burst: 100,
      },
    );
    const calls = Array.from({ length: 30 }, (_, n) =>
      leverErrorOf(lever.client().one(opportunity, { opportunity: `x${n}` }, {})),
    );
    if (status === 429) {
      await lever.server.until(() => lever.server.requests.length >= 30);
      await lever.clock.advance(60_000);
    }
    await lever.clock.finish(Promise.all(calls), 60_000);
    await expect(
      lever.clock.finish(lever.client().one(opportunity, { opportunity: "ok" }), 60_000),
    ).resolves.toBeDefined();
  });

  test("failures that are fewer than half don't either", async () => {
    await using lever = await Harness.start(
      (request) => (request.path.includes("x") ? refusal(500) : object({ id: "ok" })),
      { burst: 100 },
    );
    for (let n = 0; n < 12; n++) {
      await lever.client({ noCache: true }).one(opportunity, { opportunity: `a${n}` });
      // Two requests each: a read is asked again once after a 500.
      if (n % 4 === 0)
        await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, { opportunity: `x${n}` })));
    }
    await expect(lever.client().one(opportunity, { opportunity: "ok" })).resolves.toBeDefined();
  });

  test("nor do failures that are long past", async () => {
    await using lever = await Harness.start((request) =>
      request.path.includes("x") ? refusal(500) : object({ id: "ok" }),
    );
    for (let n = 0; n < 6; n++)
      await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, { opportunity: `x${n}` })));
    await lever.clock.advance(20_000);
    for (let n = 0; n < 4; n++)
      await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, { opportunity: `x${n}` })));
    await expect(lever.client().one(opportunity, { opportunity: "ok" })).resolves.toBeDefined();
  });
});

test("what was read before is served while Lever is away, and marked", async () => {
  let reply: Reply = object({ id: "o1", name: "Ada" });
  await using lever = await Harness.start((request) => (response) => reply(response, request));
  await lever.client().one(opportunity, { opportunity: "o1" });
  const fetchedAt = lever.clock.epochMs();
  reply = storm;
  await lever.clock.advance(31_000);
  const scope = lever.scope();
  const answer = await lever.clock.finish(lever.pool.client(target(), scope).one(opportunity, { opportunity: "o1" }));
  expect(answer).toEqual({ value: { id: "o1", name: "Ada" }, fetchedAt });
  expect(scope.report.stale).toEqual([fetchedAt]);
  expect(scope.report.cacheHits).toBe(0);
  await open(lever);
  const sent = lever.server.requests.length;
  const broken = lever.scope();
  await lever.pool.client(target(), broken).one(opportunity, { opportunity: "o1" });
  expect(broken.report.stale).toEqual([fetchedAt]);
  expect(lever.server.requests).toHaveLength(sent);
  expect((await lever.clock.finish(leverErrorOf(lever.client().all(opportunities, {})))).code).toBe("UNAVAILABLE");
});
