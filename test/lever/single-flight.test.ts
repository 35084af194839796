import { describe, expect, test } from "vitest";
import type { LeverClient } from "../../src/lever/client.js";
import { settle } from "../support/manual-clock.js";
import { hang, object, page, refusal, type Reply } from "../support/scripted-server.js";
import { HeldReply } from "./held-reply.js";
import { Costs, createNote, Harness, leverErrorOf, opportunities, opportunity, stages, unkept } from "./support.js";

const one = { opportunity: "o1" };

/** Callers who ask the same, each in an operation of their own. */
function ask<Value>(lever: Harness, count: number, read: (client: LeverClient) => Promise<Value>) {
  const reports = Array.from({ length: count }, () => new Costs());
  return { reports, answers: reports.map((report) => read(lever.client({ report }))) };
}

describe("who asks the same at the same time", () => {
  test.each<[string, (client: LeverClient) => Promise<unknown>, Reply]>([
    ["a single object", (client) => client.one(opportunity, one), object({ id: "o1" })],
    ["a page", (client) => client.page(opportunities, {}, { tag: "x" }), page([{ id: "o1" }])],
    ["a whole list", (client) => client.all(stages, {}), page([{ id: "s1" }])],
    ["what is never kept", (client) => client.all(unkept, one), page([{ id: "n1" }])],
  ])("shares one request: fifty for %s", async (_, read, reply) => {
    await using lever = await Harness.start(() => reply);
    const { reports, answers } = ask(lever, 50, read);
    const values = await Promise.all(answers);
    expect(lever.server.requests).toHaveLength(1);
    for (const value of values) expect(value).toEqual(values[0]);
    expect(reports.reduce((sum, { coalesced }) => sum + coalesced, 0)).toBe(49);
    expect(reports.reduce((sum, { calls }) => sum + calls.length, 0)).toBe(1);
    expect(lever.pool.budget({ fingerprint: "f1" }).available).toBe(19);
  });

  test("in two operations with different queries' orders too", async () => {
    await using lever = await Harness.start(() => page([]));
    await Promise.all([
      lever.client().page(opportunities, {}, { tag: ["a", "b"], archived: false }),
      lever.client().page(opportunities, {}, { archived: false, tag: ["b", "a"] }),
    ]);
    expect(lever.server.requests).toHaveLength(1);
  });

  test("shares an error, which is kept for nobody who asks later", async () => {
    await using lever = await Harness.start((_, index) => (index === 0 ? refusal(400) : object({ id: "o1" })));
    const { answers } = ask(lever, 10, (client) => leverErrorOf(client.one(opportunity, one)));
    const codes = (await Promise.all(answers)).map(({ code }) => code);
    expect(codes).toEqual(Array.from({ length: 10 }, () => "REJECTED"));
    await expect(lever.client().one(opportunity, one)).resolves.toMatchObject({ value: { id: "o1" } });
    expect(lever.server.requests).toHaveLength(2);
  });

  test.each<[string, Parameters<Harness["client"]>]>([
    ["another account", [{}, { accountId: "umbrella" }]],
    ["another connection", [{}, { connectionId: "c2" }]],
    ["another epoch", [{}, { epoch: 2 }]],
    ["another key", [{}, { fingerprint: "f2", credential: { kind: "apiKey", secret: "key-2" } }]],
    ["other eyes", [{ seesConfidential: true }, { confidentialAccess: true }]],
  ])("shares none with %s", async (_, scopes) => {
    await using lever = await Harness.start((__, index) => page([{ id: `row-${index}` }]));
    const pages = await Promise.all(
      [lever.client(), lever.client(...scopes)].map((client) => client.page(opportunities, {}, {})),
    );
    expect(lever.server.requests).toHaveLength(2);
    expect(new Set(pages.map(({ rows }) => rows[0]?.id)).size).toBe(2);
  });
});

describe("who leaves", () => {
  test("ends it for nobody else, even who began it", async () => {
    const held = new HeldReply(object({ id: "o1" }));
    await using lever = await Harness.start(() => held.send);
    const leaving = new AbortController();
    const left = leverErrorOf(lever.client({ signal: leaving.signal }).one(opportunity, one));
    const stayed = lever.client().one(opportunity, one);
    await lever.server.until(() => lever.server.open === 1);
    leaving.abort();
    expect((await left).code).toBe("UNAVAILABLE");
    held.release();
    expect((await stayed).value).toEqual({ id: "o1" });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("last ends it: its socket is closed, and nothing of it is left", async () => {
    await using lever = await Harness.start(() => hang);
    const controllers = Array.from({ length: 5 }, () => new AbortController());
    const calls = controllers.map(({ signal }) => leverErrorOf(lever.client({ signal }).one(opportunity, one)));
    await lever.server.until(() => lever.server.open === 1);
    for (const controller of controllers.slice(1)) controller.abort();
    await settle();
    expect(lever.server.open).toBe(1);
    controllers[0]?.abort();
    await Promise.all(calls);
    await lever.server.until(() => lever.server.sockets.size === 0);
    expect(lever.clock.sleeping).toBe(0);
    expect(lever.server.requests).toHaveLength(1);
  });

  test("last, is not joined by who comes in the same tick", async () => {
    let reply: Reply = hang;
    await using lever = await Harness.start(() => (response, request) => reply(response, request));
    const leaving = new AbortController();
    const left = leverErrorOf(lever.client({ signal: leaving.signal }).one(opportunity, one));
    await lever.server.until(() => lever.server.open === 1);
    reply = object({ id: "o1" });
    leaving.abort();
    const next = lever.client().one(opportunity, one);
    await left;
    expect((await next).value).toEqual({ id: "o1" });
  });

  test("in the queue pays nothing", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }), { burst: 1, requestsPerSecond: 1 });
    await lever.client().one(opportunity, { opportunity: "first" });
    const leaving = new AbortController();
    const left = leverErrorOf(lever.client({ signal: leaving.signal }).one(opportunity, one));
    await lever.clock.untilDueWithin(1_000);
    leaving.abort();
    expect((await left).details.acted).toBe("no");
    expect(lever.pool.budget({ fingerprint: "f1" }).queued).toBe(0);
    await lever.clock.advance(1_000);
    expect(lever.pool.budget({ fingerprint: "f1" }).available).toBe(1);
    expect(lever.server.requests).toHaveLength(1);
  });
});

describe("deadlines", () => {
  test("are each caller's own: who has more time waits on", async () => {
    const held = new HeldReply(object({ id: "o1" }));
    await using lever = await Harness.start(() => held.send);
    const hasty = leverErrorOf(lever.client({ deadlineAtMs: 2_000 }).one(opportunity, one));
    const patient = lever.client({ deadlineAtMs: 20_000 }).one(opportunity, one);
    await lever.server.until(() => lever.server.open === 1);
    await lever.clock.advance(2_000);
    expect(await hasty).toMatchObject({ code: "UNAVAILABLE", details: { timedOut: true } });
    held.release();
    expect((await patient).value).toEqual({ id: "o1" });
    expect(lever.server.requests).toHaveLength(1);
  });

  test("a later one joining keeps a request in the queue that would have been too late", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }), { burst: 1, requestsPerSecond: 1 });
    await lever.client().one(opportunity, { opportunity: "first" });
    const hasty = leverErrorOf(lever.client({ deadlineAtMs: 1_500, lane: "background" }).one(opportunity, one));
    const before = lever.client().one(opportunity, { opportunity: "second" });
    const patient = lever.client({ deadlineAtMs: 20_000, lane: "background" }).one(opportunity, one);
    await lever.clock.finish(before, 5_000);
    await lever.clock.advance(1_000);
    expect((await hasty).code).toBe("RATE_LIMITED");
    await lever.clock.finish(patient, 5_000);
    expect(lever.server.requests).toHaveLength(3);
  });

  test("that pass in the queue say so, and when to come back", async () => {
    await using lever = await Harness.start(() => hang, { burst: 1, requestsPerSecond: 1 });
    const stuck = leverErrorOf(lever.client().one(opportunity, { opportunity: "stuck" }));
    await lever.server.until(() => lever.server.open === 1);
    const queued = leverErrorOf(lever.client({ deadlineAtMs: 3_000 }).one(opportunity, one));
    await lever.clock.untilDueWithin(3_000);
    await lever.clock.advance(3_000);
    const error = await queued;
    expect(error).toMatchObject({ code: "RATE_LIMITED", details: { acted: "no" } });
    expect(error.details.retryAfterMs).toBeGreaterThan(0);
    expect(lever.server.requests).toHaveLength(1);
    await lever.clock.advance(10_000);
    await stuck;
  });

  test("that can't be kept are refused at once, and cost nothing", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }), { burst: 1, requestsPerSecond: 1 });
    await lever.client().one(opportunity, { opportunity: "first" });
    const error = await leverErrorOf(lever.client({ deadlineAtMs: 500 }).one(opportunity, one));
    expect(error).toMatchObject({ code: "RATE_LIMITED", details: { acted: "no", retryAfterMs: 1_000 } });
    expect(lever.clock.sleeping).toBe(0);
    expect(lever.server.requests).toHaveLength(1);
  });
});

describe("who comes after a write", () => {
  test("doesn't join a read from before it", async () => {
    const before = new HeldReply(object({ id: "o1", version: "before" }));
    await using lever = await Harness.start((request, index) => {
      if (request.method !== "GET") return object({});
      return index === 0 ? before.send : object({ id: "o1", version: "after" });
    });
    const early = lever.client().one(opportunity, one);
    await lever.server.until(() => lever.server.open === 1);
    await lever.client().send(createNote, one, {});
    expect((await lever.client().one(opportunity, one)).value["version"]).toBe("after");
    before.release();
    expect((await early).value["version"]).toBe("before");
    expect(lever.server.requests).toHaveLength(3);
  });

  test("or after everything was forgotten, neither", async () => {
    const before = new HeldReply(page([{ id: "s1", version: "before" }]));
    await using lever = await Harness.start((_, index) =>
      index === 0 ? before.send : page([{ id: "s1", version: "after" }]),
    );
    const early = lever.client().all(stages, {});
    await lever.server.until(() => lever.server.open === 1);
    await lever.pool.forget({ accountId: "acme", connectionId: "c1" });
    expect((await lever.client().all(stages, {})).value[0]?.["version"]).toBe("after");
    before.release();
    await early;
    expect((await lever.client().all(stages, {})).value[0]?.["version"]).toBe("after");
  });
});

test("who reads past the cache begins anew, and is joined by who comes later", async () => {
  const held = [new HeldReply(object({ version: 0 })), new HeldReply(object({ version: 1 }))];
  await using lever = await Harness.start((_, index) => held[index]!.send);
  const early = lever.client().one(opportunity, one);
  await lever.server.until(() => lever.server.open === 1);
  const fresh = lever.client({ noCache: true }).one(opportunity, one);
  await lever.server.until(() => lever.server.open === 2);
  const late = lever.client().one(opportunity, one);
  await settle();
  for (const reply of held) reply.release();
  const versions = (await Promise.all([early, fresh, late])).map(({ value }) => value["version"]);
  expect(versions).toEqual([0, 1, 1]);
  expect(lever.server.requests).toHaveLength(2);
});
