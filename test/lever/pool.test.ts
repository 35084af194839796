import { Keyv } from "keyv";
import { describe, expect, test } from "vitest";
import { createLeverPool } from "../../src/lever/create-pool.js";
import { systemClock } from "../../src/time/system-clock.js";
import { settle } from "../support/manual-clock.js";
import { hang, object, page, refusal, type Reply, ScriptedServer } from "../support/scripted-server.js";
import { Costs, createNote, Harness, leverErrorOf, Notices, opportunity, stages, target } from "./support.js";

const one = { opportunity: "o1" };

describe("a connection that is switched off", () => {
  test("refuses at once what runs, what waits, what is between two attempts and what comes", async () => {
    await using lever = await Harness.start((request) => (request.path.endsWith("/flaky") ? refusal(503) : hang), {
      burst: 2,
      requestsPerSecond: 1,
    });
    const flaky = leverErrorOf(lever.client().one(opportunity, { opportunity: "flaky" }));
    await lever.clock.untilDueWithin(500);
    const running = leverErrorOf(lever.client().one(opportunity, { opportunity: "running" }));
    await lever.server.until(() => lever.server.requests.length === 2);
    const waiting = [1, 2, 3].map((n) => leverErrorOf(lever.client().one(opportunity, { opportunity: `w${n}` })));
    const client = lever.client();
    lever.pool.disable("c1");
    const errors = await Promise.all([flaky, running, ...waiting, leverErrorOf(client.one(opportunity, one))]);
    expect(errors.map(({ code }) => code)).toEqual(errors.map(() => "DISABLED"));
    expect(lever.pool.budget({ fingerprint: "f1" }).queued).toBe(0);
    await lever.server.until(() => lever.server.open === 0);
    await lever.clock.advance(60_000);
    expect(lever.server.requests).toHaveLength(2);
  });

  test("works again once it is switched on, for clients from before too", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }));
    const client = lever.client();
    lever.pool.disable("c1");
    expect((await leverErrorOf(client.one(opportunity, one))).code).toBe("DISABLED");
    expect((await leverErrorOf(client.send(createNote, one, {}))).code).toBe("DISABLED");
    lever.pool.enable("c1");
    await expect(client.one(opportunity, one)).resolves.toMatchObject({ value: { id: "o1" } });
    await expect(client.send(createNote, one, {})).resolves.toEqual({ id: "o1" });
  });

  test("and on in the same tick takes nobody along who comes after", async () => {
    let reply: Reply = hang;
    await using lever = await Harness.start(() => (response, request) => reply(response, request));
    const refused = leverErrorOf(lever.client().one(opportunity, one));
    await lever.server.until(() => lever.server.open === 1);
    reply = object({ id: "o1" });
    lever.pool.disable("c1");
    lever.pool.enable("c1");
    const next = lever.client().one(opportunity, one);
    expect((await refused).code).toBe("DISABLED");
    expect((await next).value).toEqual({ id: "o1" });
  });

  test("serves what it has kept to nobody new, and is nobody else's matter", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }));
    lever.pool.disable("c1");
    await leverErrorOf(lever.client().one(opportunity, one));
    await expect(lever.client({}, { connectionId: "c2" }).one(opportunity, one)).resolves.toBeDefined();
    expect(lever.server.requests).toHaveLength(1);
  });

  test("can be switched on without ever having been off", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }));
    lever.pool.enable("c1");
    await expect(lever.client().one(opportunity, one)).resolves.toBeDefined();
  });
});

describe("forgetting a connection", () => {
  test("drops all that is kept of it, reference data and entities and what isn't there included", async () => {
    await using lever = await Harness.start((request) => {
      if (request.path.endsWith("/gone")) return refusal(404);
      return request.path.endsWith("/o1") ? object({ id: "o1" }) : page([]);
    });
    const read = async (over = {}) => {
      const client = lever.client({}, over);
      await client.one(opportunity, one);
      await leverErrorOf(client.one(opportunity, { opportunity: "gone" }));
      await client.all(stages, {});
    };
    await read();
    await read({ connectionId: "c2" });
    await lever.client().entities.setMany("stage", [["s", { value: 1, fetchedAt: lever.clock.epochMs() }]], 60_000);
    await lever.pool.forget({ accountId: "acme", connectionId: "c1" });
    expect(await lever.client().entities.getMany("stage", ["s"])).toEqual([undefined]);
    expect(lever.server.requests).toHaveLength(6);
    await read();
    await read({ connectionId: "c2" });
    expect(lever.server.requests).toHaveLength(9);
  });

  test("serves nothing of it while Lever is away", async () => {
    let reply: Reply = object({ id: "o1" });
    await using lever = await Harness.start(() => (response, request) => reply(response, request));
    await lever.client().one(opportunity, one);
    await lever.pool.forget({ accountId: "acme", connectionId: "c1" });
    reply = refusal(503);
    expect((await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, one)))).code).toBe("UNAVAILABLE");
  });
});

describe("the budget", () => {
  test("of a key that two connections have is one", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }));
    const clients = [lever.client(), lever.client({}, { accountId: "umbrella", connectionId: "c2" })];
    const calls = Array.from({ length: 40 }, (_, n) => clients[n % 2]!.one(opportunity, { opportunity: `o${n}` }));
    await lever.server.until(() => lever.server.requests.length === 20 && lever.server.open === 0);
    await lever.clock.finish(Promise.all(calls));
    expect(lever.server.requests).toHaveLength(40);
    expect(lever.clock.monotonicMs()).toBeGreaterThanOrEqual(2_000);
    expect(lever.clock.monotonicMs()).toBeLessThan(2_300);
  });

  test("of two keys is two", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }));
    const clients = [lever.client(), lever.client({}, { connectionId: "c2", fingerprint: "f2" })];
    await Promise.all(Array.from({ length: 40 }, (_, n) => clients[n % 2]!.one(opportunity, { opportunity: `o${n}` })));
    expect(lever.clock.monotonicMs()).toBe(0);
  });

  test("can be seen: whole at first, less with each request, and who waits", async () => {
    await using lever = await Harness.start(() => hang, { burst: 3, requestsPerSecond: 1 });
    const state = () => lever.pool.budget({ fingerprint: "f1" });
    expect(state()).toEqual({ requestsPerSecond: 1, burst: 3, available: 3, queued: 0 });
    const controller = new AbortController();
    const calls = Array.from({ length: 5 }, (_, n) =>
      leverErrorOf(lever.client({ signal: controller.signal }).one(opportunity, { opportunity: `o${n}` })),
    );
    await lever.server.until(() => lever.server.open === 3);
    expect(state()).toEqual({ requestsPerSecond: 1, burst: 3, available: 0, queued: 2 });
    expect(lever.pool.budget({ fingerprint: "never used" }).available).toBe(3);
    controller.abort();
    await Promise.all(calls);
    await lever.clock.advance(3_000);
    expect(state()).toEqual({ requestsPerSecond: 1, burst: 3, available: 3, queued: 0 });
  });

  test("that the same user has in two accounts on one key is taken in turns by both", async () => {
    await using lever = await Harness.start((request) => object({ id: request.path }), {
      burst: 1,
      requestsPerSecond: 1,
    });
    await lever.client().one(opportunity, one);
    const ask = (accountId: string, n: number) =>
      lever.client({}, { accountId }).one(opportunity, { opportunity: `${accountId}-${n}` });
    const calls = [0, 1, 2].map((n) => ask("acme", n));
    const other = ask("umbrella", 0);
    await lever.clock.finish(Promise.all([...calls, other]));
    const order = lever.server.requests.slice(1).map(({ path }) => path.split("/").at(-1));
    expect(order.indexOf("umbrella-0")).toBeLessThanOrEqual(1);
  });
});

describe("a pool that is disposed of", () => {
  test("leaves no socket and no timer, and refuses what runs, waits and comes", async () => {
    await using lever = await Harness.start((request) => (request.path.endsWith("/ok") ? object({ id: "ok" }) : hang), {
      burst: 3,
      requestsPerSecond: 1,
    });
    await lever.client().one(opportunity, { opportunity: "ok" });
    const client = lever.client();
    const calls = [0, 1, 2, 3].map((n) => leverErrorOf(client.one(opportunity, { opportunity: `o${n}` })));
    await lever.server.until(() => lever.server.open === 2);
    expect(lever.clock.sleeping).toBeGreaterThan(0);
    await lever.pool[Symbol.asyncDispose]();
    const errors = await Promise.all([...calls, leverErrorOf(client.one(opportunity, one))]);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["UNAVAILABLE"]));
    expect((await leverErrorOf(client.send(createNote, one, {}))).details.acted).toBe("no");
    lever.pool.enable("c1");
    expect((await leverErrorOf(lever.client().one(opportunity, one))).details.acted).toBe("no");
    await lever.server.until(() => lever.server.sockets.size === 0);
    expect(lever.clock.sleeping).toBe(0);
    expect(lever.server.requests).toHaveLength(3);
  });

  test("leaves none of the machine's own timers and sockets either", async () => {
    const held = () => process.getActiveResourcesInfo().filter((name) => /^(Timeout|TCP)/.test(name)).length;
    await using server = await ScriptedServer.start((request) => (request.path.endsWith("/ok") ? object({}) : hang));
    const before = held();
    const limits = { requestsPerSecond: 1, burst: 3 };
    const over = { clock: systemClock, cache: new Keyv(), observer: new Notices(), userAgent: "test", ...limits };
    const pool = createLeverPool({ ...over, baseUrl: server.url });
    const deadlineAtMs = systemClock.monotonicMs() + 600_000;
    const lane = "interactive";
    const scope = {
      lane,
      userKey: "",
      deadlineAtMs,
      noCache: false,
      seesConfidential: false,
      report: new Costs(),
    } as const;
    const client = pool.client(target(), scope);
    await client.one(opportunity, { opportunity: "ok" });
    const calls = [0, 1, 2, 3].map((n) => leverErrorOf(client.one(opportunity, { opportunity: `o${n}` })));
    await server.until(() => server.open === 2);
    expect(held()).toBeGreaterThan(before);
    await pool[Symbol.asyncDispose]();
    await Promise.all(calls);
    await server.until(() => server.sockets.size === 0);
    for (let turn = 0; turn < 100 && held() > before; turn++) await settle();
    expect(held()).toBeLessThanOrEqual(before);
  });

  test("can be disposed of twice", async () => {
    await using lever = await Harness.start(() => object({ id: "o1" }));
    await lever.client().one(opportunity, one);
    await lever.pool[Symbol.asyncDispose]();
    await lever.pool[Symbol.asyncDispose]();
    expect((await leverErrorOf(lever.client().one(opportunity, { opportunity: "o2" }))).code).toBe("UNAVAILABLE");
  });
});
