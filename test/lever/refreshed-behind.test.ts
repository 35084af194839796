import { describe, expect, test } from "vitest";
import { object, page, refusal, type Reply } from "../support/scripted-server.js";
import { HeldReply } from "./held-reply.js";
import { Costs, Harness, leverErrorOf, opportunities, opportunity, type Row, stages } from "./support.js";

const AGE_MS = 30 * 60_000;
/** How long past its age a list of that age is still served. */
const GRACE_MS = AGE_MS / 2;

const counting = (_: unknown, index: number): Reply => page([{ id: "s1", version: index }]);

/** What the list of stages is answered with, and what it cost the reader. */
async function read(lever: Harness, over: Parameters<Harness["client"]>[0] = {}) {
  const report = new Costs();
  const { value } = await lever.client({ report, ...over }).all<Row>(stages, {});
  return { version: value[0]?.["version"], requests: report.calls.length, report };
}

/** Resolves once so many requests have been answered. */
async function answered(lever: Harness, count: number): Promise<void> {
  await lever.server.until(() => lever.server.requests.length >= count && lever.server.open === 0);
  await lever.clock.advance(0);
}

describe("reference data a little past its age", () => {
  test("is served as it was, at no request of the reader's, and is read again behind them", async () => {
    await using lever = await Harness.start(counting);
    await read(lever);
    await lever.clock.advance(AGE_MS);
    const old = await read(lever);
    expect(old).toMatchObject({ version: 0, requests: 0, report: { cacheHits: 1, stale: [], waitedMs: [] } });
    await answered(lever, 2);
    expect(await read(lever)).toMatchObject({ version: 1, requests: 0 });
    expect(lever.server.requests).toHaveLength(2);
  });

  test("is waited for after half its age more", async () => {
    await using lever = await Harness.start(counting);
    await read(lever);
    await lever.clock.advance(AGE_MS + GRACE_MS - 1);
    expect(await lever.client().isCached(stages, {})).toBe(true);
    await lever.clock.advance(1);
    expect(await lever.client().isCached(stages, {})).toBe(false);
    expect(await read(lever)).toMatchObject({ version: 1, requests: 1 });
  });

  test("is read again once, however many ask, and by nobody where nobody asks", async () => {
    const held = new HeldReply(page([{ id: "s1", version: 1 }]));
    await using lever = await Harness.start((_, index) => (index === 0 ? page([{ id: "s1", version: 0 }]) : held.send));
    await read(lever);
    await lever.clock.advance(AGE_MS);
    expect(lever.server.requests).toHaveLength(1);
    const versions = await Promise.all(Array.from({ length: 5 }, () => read(lever)));
    expect(versions.map(({ version }) => version)).toEqual([0, 0, 0, 0, 0]);
    await lever.server.until(() => lever.server.requests.length === 2);
    expect(await read(lever)).toMatchObject({ version: 0, requests: 0 });
    held.release();
    await answered(lever, 2);
    expect(await read(lever)).toMatchObject({ version: 1 });
    expect(lever.server.requests).toHaveLength(2);
  });

  test("is read again though the operation that asked is over, and its caller gone", async () => {
    const held = new HeldReply(page([{ id: "s1", version: 1 }]));
    await using lever = await Harness.start((_, index) => (index === 0 ? page([{ id: "s1", version: 0 }]) : held.send));
    await read(lever);
    await lever.clock.advance(AGE_MS);
    const left = new AbortController();
    await read(lever, { signal: left.signal, deadlineAtMs: lever.clock.monotonicMs() + 10 });
    await lever.server.until(() => lever.server.requests.length === 2);
    left.abort();
    await lever.clock.advance(20);
    held.release();
    await answered(lever, 2);
    expect(await read(lever)).toMatchObject({ version: 1, requests: 0 });
  });

  test("waits behind everybody whose answer is waited for", async () => {
    await using lever = await Harness.start(counting, { requestsPerSecond: 1, burst: 4 });
    await read(lever);
    await lever.clock.advance(AGE_MS);
    // One token of four is left, and background work leaves half of them to whoever may come.
    for (const id of ["o1", "o2", "o3"])
      await lever
        .client()
        .one(opportunity, { opportunity: id })
        .catch(() => undefined);
    expect(await read(lever)).toMatchObject({ version: 0, requests: 0 });
    await lever.clock.advance(0);
    expect(lever.server.requests.filter(({ path }) => path.endsWith("/stages"))).toHaveLength(1);
    await lever.clock.advance(1_000);
    await lever.server.until(() => lever.server.requests.filter(({ path }) => path.endsWith("/stages")).length === 2);
  });

  test("is not served to who reads past the cache", async () => {
    await using lever = await Harness.start(counting);
    await read(lever);
    await lever.clock.advance(AGE_MS);
    expect(await read(lever, { noCache: true })).toMatchObject({ version: 1, requests: 1 });
    expect(lever.server.requests).toHaveLength(2);
  });

  test("is not served after a write to it", async () => {
    await using lever = await Harness.start(counting);
    await read(lever);
    await lever.clock.advance(AGE_MS);
    await lever.pool.changed({ accountId: "acme", connectionId: "c1" }, ["stages"]);
    expect(await read(lever)).toMatchObject({ version: 1, requests: 1 });
  });

  test("is not read again for a connection that is switched off", async () => {
    await using lever = await Harness.start(counting);
    await read(lever);
    await lever.clock.advance(AGE_MS);
    const client = lever.client();
    lever.pool.disable("c1");
    await client.all(stages, {}).catch(() => undefined);
    await lever.clock.advance(1_000);
    expect(lever.server.requests).toHaveLength(1);
  });
});

test("a refresh that fails is nobody's failure, and is not tried again at once", async () => {
  await using lever = await Harness.start((_, index) =>
    index === 0 ? page([{ id: "s1", version: 0 }]) : index === 1 ? refusal(403) : page([{ id: "s1", version: 2 }]),
  );
  await read(lever);
  await lever.clock.advance(AGE_MS);
  expect(await read(lever)).toMatchObject({ version: 0 });
  await answered(lever, 2);
  expect(await read(lever)).toMatchObject({ version: 0 });
  await lever.clock.advance(0);
  expect(lever.server.requests).toHaveLength(2);
  await lever.clock.advance(10_000);
  expect(await read(lever)).toMatchObject({ version: 0 });
  await answered(lever, 3);
  expect(await read(lever)).toMatchObject({ version: 2 });
});

test("what candidates are at is never served past its age while Lever can be asked", async () => {
  await using lever = await Harness.start((_, index) => page([{ id: "o1", version: index }]));
  const first = await lever.client().page(opportunities, {}, {});
  await lever.clock.advance(30_000);
  const second = await lever.client().page(opportunities, {}, {});
  expect([first, second].map(({ rows }) => rows[0]?.["version"])).toEqual([0, 1]);
});

test("that Lever has no such thing is not believed past its time", async () => {
  const single = { ...stages, path: "/stages/:stage" };
  await using lever = await Harness.start((_, index) => (index === 0 ? refusal(404) : object({ id: "s1" })));
  expect((await leverErrorOf(lever.client().one(single, { stage: "s1" }))).code).toBe("NOT_FOUND");
  await lever.clock.advance(5_000);
  expect((await lever.client().one(single, { stage: "s1" })).value).toEqual({ id: "s1" });
});
