import { describe, expect, test } from "vitest";
import { cutOff, hang, inTurn, object, refusal, type Reply, reset, text } from "../support/scripted-server.js";
import { Costs, createNote, Harness, leverErrorOf, opportunity } from "./support.js";

const one = { opportunity: "o1" };
const found = object({ id: "o1" });
const truncated = text('{"data":{"id":"o', "application/json");

describe("a read is asked again where that may help", () => {
  test.each<[string, Reply]>([
    ["a 500", refusal(500)],
    ["a 502", refusal(502)],
    ["a 503", refusal(503)],
    ["a 504", refusal(504)],
    ["a reset", reset],
    ["a body that is cut off on its way", cutOff('{"data":{"id":"o1"')],
    ["JSON that is cut off", truncated],
  ])("once after %s: one more request, and the data", async (_, failing) => {
    await using lever = await Harness.start(inTurn(failing, found));
    const report = new Costs();
    const answer = await lever.clock.finish(lever.client({ report }).one(opportunity, one));
    expect(answer.value).toEqual({ id: "o1" });
    expect(report.calls).toHaveLength(2);
    expect(lever.server.requests).toHaveLength(2);
  });

  test.each<[string, Reply, number, string]>([
    ["500: once more", refusal(500), 2, "UNAVAILABLE"],
    ["503: twice more", refusal(503), 3, "UNAVAILABLE"],
    ["resets: twice more", reset, 3, "UNAVAILABLE"],
    ["cut off: once more", truncated, 2, "BAD_RESPONSE"],
    ["404: never", refusal(404), 1, "NOT_FOUND"],
    ["401: never", refusal(401), 1, "UNAUTHORIZED"],
    ["400: never", refusal(400), 1, "REJECTED"],
    ["HTML: never", text("<html>", "text/html"), 1, "BAD_RESPONSE"],
  ])("%s", async (_, reply, requests, code) => {
    await using lever = await Harness.start(inTurn(reply));
    const error = await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, one)));
    expect(error.code).toBe(code);
    expect(lever.server.requests).toHaveLength(requests);
  });

  test("every attempt pays for its token", async () => {
    await using lever = await Harness.start(inTurn(refusal(503)), { requestsPerSecond: 1 });
    await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, one)));
    expect(lever.clock.monotonicMs()).toBeLessThan(1_000);
    expect(lever.pool.budget({ fingerprint: "f1" }).available).toBe(17);
  });

  test("backoffs are jittered and grow", async () => {
    await using lever = await Harness.start(inTurn(refusal(503)));
    lever.clock.randomValue = 0;
    await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, one)));
    expect(lever.clock.monotonicMs()).toBe(100 + 200);
  });

  test("Lever's own word on when to come back is kept, within the deadline", async () => {
    await using lever = await Harness.start(inTurn(refusal(503, "Maintenance", "", { "retry-after": "4" }), found));
    await lever.clock.finish(lever.client().one(opportunity, one), 5_000);
    expect(lever.clock.monotonicMs()).toBe(4_000);
  });

  test("and past the deadline it is told at once", async () => {
    await using lever = await Harness.start(inTurn(refusal(503, "Maintenance", "", { "retry-after": "20" })));
    const calling = lever.client({ deadlineAtMs: 10_000 }).one(opportunity, one);
    expect(await leverErrorOf(calling)).toMatchObject({ code: "UNAVAILABLE", details: { retryAfterMs: 20_000 } });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("retries are no storm: at most three where little is asked, a tenth where much is", async () => {
    await using lever = await Harness.start((request) => (request.path.endsWith("/ok") ? found : refusal(500)), {
      burst: 200,
    });
    const client = lever.client({ noCache: true });
    const few = ["a", "b", "c", "d", "e"].map((id) => leverErrorOf(client.one(opportunity, { opportunity: id })));
    await lever.clock.finish(Promise.all(few));
    expect(lever.server.requests).toHaveLength(5 + 3);
    for (let n = 0; n < 90; n++) await client.one(opportunity, { opportunity: "ok" });
    const more = Array.from({ length: 20 }, (_, n) => leverErrorOf(client.one(opportunity, { opportunity: `x${n}` })));
    await lever.clock.finish(Promise.all(more));
    const retries = lever.server.requests.length - 5 - 90 - 20;
    expect(retries).toBeGreaterThan(3);
    expect(retries).toBeLessThanOrEqual(Math.floor(lever.server.requests.length / 10));
  });
});

describe("a write is sent again only where Lever surely did nothing", () => {
  test.each<[string, Reply, string, string]>([
    ["500", refusal(500), "UNAVAILABLE", "maybe"],
    ["503", refusal(503), "UNAVAILABLE", "maybe"],
    ["503 with a time to come back", refusal(503, "", "", { "retry-after": "1" }), "UNAVAILABLE", "maybe"],
    ["a reset after it went out", reset, "UNAVAILABLE", "maybe"],
    ["a success that can't be read", truncated, "BAD_RESPONSE", "yes"],
    ["a success that is cut off", cutOff('{"data":{"id":"n1"'), "BAD_RESPONSE", "yes"],
    ["a success of HTML, a proxy's maybe", text("<html>", "text/html"), "BAD_RESPONSE", "maybe"],
  ])("%s: sent once", async (_, reply, code, acted) => {
    await using lever = await Harness.start(inTurn(reply));
    const error = await lever.clock.finish(leverErrorOf(lever.client().send(createNote, one, {})));
    expect(error).toMatchObject({ code, details: { acted } });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("a time-out leaves it unknown, and it is sent once", async () => {
    await using lever = await Harness.start(inTurn(hang));
    const failing = leverErrorOf(lever.client().send(createNote, one, {}));
    await lever.server.until(() => lever.server.open === 1);
    await lever.clock.advance(10_000);
    expect(await failing).toMatchObject({ code: "UNAVAILABLE", details: { acted: "maybe", timedOut: true } });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("after a 429 it goes out again: that was refused before it was looked at", async () => {
    await using lever = await Harness.start(inTurn(refusal(429), object({ id: "n1" })));
    const answer = await lever.clock.finish(lever.client().send(createNote, one, {}));
    expect(answer).toEqual({ id: "n1" });
    expect(lever.server.requests).toHaveLength(2);
    expect(lever.clock.monotonicMs()).toBeGreaterThanOrEqual(1_000);
  });
});

describe("429", () => {
  test("a read waits for as long as Lever says and comes back", async () => {
    await using lever = await Harness.start(inTurn(refusal(429, "", "", { "retry-after": "2" }), found));
    const report = new Costs();
    await lever.clock.finish(lever.client({ report }).one(opportunity, one), 3_000);
    expect(report.calls.map(({ status }) => status)).toEqual([429, 200]);
    expect(report.waitedMs[0]).toBeGreaterThanOrEqual(2_000);
    expect(lever.pool.budget({ fingerprint: "f1" }).requestsPerSecond).toBeLessThan(6);
  });

  test("for ever: refused within the deadline, with a time to come back, after few requests", async () => {
    await using lever = await Harness.start(inTurn(refusal(429)));
    const error = await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, one)), 20_000);
    expect(error.code).toBe("RATE_LIMITED");
    expect(error.details.acted).toBe("no");
    expect(error.details.retryAfterMs).toBeGreaterThan(1_000);
    expect(lever.clock.monotonicMs()).toBeLessThan(25_000);
    expect(lever.server.requests.length).toBeLessThanOrEqual(6);
  });
});
