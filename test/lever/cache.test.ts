import { describe, expect, test } from "vitest";
import { object, page, refusal, type Reply, text } from "../support/scripted-server.js";
import { HeldReply } from "./held-reply.js";
import { Costs, Harness, leverErrorOf, opportunities, opportunity, type Row, stages, unkept } from "./support.js";

const one = { opportunity: "o1" };
const AGE_MS = 30_000;

/** Each answer tells which request it is of. */
const counting = (_: unknown, index: number): Reply => object({ id: "o1", version: index });

/** Answers as the test says at the time. */
function switchable(first: Reply) {
  const script = { reply: first };
  return Object.assign(script, { answer: (): Reply => (response, request) => script.reply(response, request) });
}

describe("an answer is served again", () => {
  test("within its age, as it was and with the time it was asked for, and not a millisecond beyond", async () => {
    await using lever = await Harness.start(counting);
    const first = await lever.client().one(opportunity, one);
    await lever.clock.advance(AGE_MS - 1);
    const report = new Costs();
    expect(await lever.client({ report }).one(opportunity, one)).toEqual(first);
    expect(report).toMatchObject({ cacheHits: 1, calls: [], stale: [] });
    await lever.clock.advance(1);
    expect((await lever.client().one(opportunity, one)).value).toEqual({ id: "o1", version: 1 });
    expect(lever.server.requests).toHaveLength(2);
  });

  test("a page, a whole list and a single object alike, each under its own question", async () => {
    await using lever = await Harness.start((_, index) => page([{ id: "o1", version: index }]));
    const ask = async () => [
      await lever.client().page(opportunities, {}, {}),
      await lever.client().page(opportunities, {}, { contact_id: ["b", "a"] }),
      await lever.client().all(opportunities, {}),
      await lever.client().all(stages, {}),
    ];
    const first = await ask();
    expect(await ask()).toEqual(first);
    await lever.client().page(opportunities, {}, { contact_id: ["a", "b"] });
    expect(lever.server.requests).toHaveLength(4);
  });

  test("a whole list is as old as its oldest page", async () => {
    const held = new HeldReply(page([{ id: "o2" }]));
    await using slow = await Harness.start((request) =>
      request.query.has("offset") ? held.send : page([{ id: "o1" }], "t"),
    );
    const startedAt = slow.clock.epochMs();
    const listing = slow.client().all(opportunities, {});
    await slow.server.until(() => slow.server.requests.length === 2);
    await slow.clock.advance(5_000);
    held.release();
    expect((await listing).fetchedAt).toBe(startedAt);
    await slow.clock.advance(AGE_MS - 5_001);
    expect(await slow.client().isCached(opportunities, {})).toBe(true);
    await slow.clock.advance(1);
    expect(await slow.client().isCached(opportunities, {})).toBe(false);
  });

  test("never, where the endpoint gives it no age", async () => {
    await using lever = await Harness.start(() => page([]));
    await lever.client().all(unkept, one);
    await lever.client().all(unkept, one);
    expect(lever.server.requests).toHaveLength(2);
    expect(await lever.client().isCached(unkept, one)).toBe(false);
  });

  test("never, where it comes from the future: the wall clock was set back", async () => {
    await using lever = await Harness.start(counting);
    await lever.client().one(opportunity, one);
    lever.clock.jumpWallClock(-3_600_000);
    expect((await lever.client().one(opportunity, one)).value["version"]).toBe(1);
    expect((await lever.client().one(opportunity, one)).value["version"]).toBe(1);
  });
});

describe("while Lever can't be asked an old answer is served, and marked", () => {
  const stale = async (away: Reply, afterMs: number, over: { noCache?: boolean } = {}) => {
    const script = switchable(object({ id: "o1" }));
    await using lever = await Harness.start(() => script.answer());
    const first = await lever.client().one(opportunity, one);
    script.reply = away;
    await lever.clock.advance(afterMs);
    const report = new Costs();
    const client = lever.client({ report, deadlineAtMs: lever.clock.monotonicMs() + 900, ...over });
    const answer = await lever.clock.finish(client.one(opportunity, one).catch((error: unknown) => error));
    return { first, answer, report };
  };

  test.each<[string, Reply]>([
    ["unavailable", refusal(503)],
    ["rate limited", refusal(429)],
  ])("%s", async (_, away) => {
    const { first, answer, report } = await stale(away, AGE_MS);
    expect(answer).toEqual(first);
    expect(report).toMatchObject({ stale: [first.fetchedAt], cacheHits: 0 });
  });

  test.each<[string, string, Reply]>([
    ["the key was revoked", "UNAUTHORIZED", refusal(401)],
    ["the permission was taken away", "FORBIDDEN", refusal(403)],
    ["it was deleted", "NOT_FOUND", refusal(404)],
    ["it can't be read", "BAD_RESPONSE", text("<html>", "text/html")],
  ])("but not where %s", async (_, code, reply) => {
    const { answer, report } = await stale(reply, AGE_MS);
    expect(answer).toMatchObject({ code });
    expect(report.stale).toEqual([]);
  });

  test("but not for ever", async () => {
    expect((await stale(refusal(503), 10 * AGE_MS - 1_000)).report.stale).toHaveLength(1);
    expect((await stale(refusal(503), 10 * AGE_MS)).answer).toMatchObject({ code: "UNAVAILABLE" });
  });

  test("but not to who reads past the cache", async () => {
    const { answer, report } = await stale(refusal(503), AGE_MS, { noCache: true });
    expect(answer).toMatchObject({ code: "UNAVAILABLE" });
    expect(report.stale).toEqual([]);
  });

  test("but not of a connection that was switched off", async () => {
    await using lever = await Harness.start(counting);
    await lever.client().one(opportunity, one);
    await lever.clock.advance(AGE_MS);
    lever.pool.disable("c1");
    expect((await leverErrorOf(lever.client().one(opportunity, one))).code).toBe("DISABLED");
  });
});

describe("that Lever has no such thing", () => {
  test("is remembered for five seconds, and no longer", async () => {
    await using lever = await Harness.start(() => refusal(404));
    const ask = (report = new Costs()) => leverErrorOf(lever.client({ report }).one(opportunity, one));
    await ask();
    await lever.clock.advance(4_999);
    const report = new Costs();
    expect(await ask(report)).toMatchObject({ code: "NOT_FOUND", details: { status: 404, acted: "no" } });
    expect(report).toMatchObject({ cacheHits: 1, calls: [] });
    expect(await lever.client().isCached(opportunity, one)).toBe(false);
    await lever.clock.advance(1);
    await ask();
    expect(lever.server.requests).toHaveLength(2);
  });

  test("is not told once Lever can't be asked any more", async () => {
    const script = switchable(refusal(404));
    await using lever = await Harness.start(() => script.answer());
    await leverErrorOf(lever.client().one(opportunity, one));
    script.reply = refusal(503);
    await lever.clock.advance(5_000);
    const error = await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, one)));
    expect(error.code).toBe("UNAVAILABLE");
  });

  test("is forgotten where the endpoint gives its answers no age", async () => {
    await using lever = await Harness.start(() => refusal(404));
    await leverErrorOf(lever.client().all(unkept, one));
    await leverErrorOf(lever.client().all(unkept, one));
    expect(lever.server.requests).toHaveLength(2);
  });
});

test.each([400, 401, 403])("a refusal (%i) is never kept", async (status) => {
  await using lever = await Harness.start((_, index) => (index === 0 ? refusal(status) : object({ id: "o1" })));
  await leverErrorOf(lever.client().one(opportunity, one));
  await expect(lever.client().one(opportunity, one)).resolves.toMatchObject({ value: { id: "o1" } });
});

describe("who reads past the cache", () => {
  test("asks Lever each time, and leaves the fresh answer to the others", async () => {
    await using lever = await Harness.start(counting);
    await lever.client().one(opportunity, one);
    const report = new Costs();
    expect((await lever.client({ noCache: true, report }).one(opportunity, one)).value["version"]).toBe(1);
    expect((await lever.client({ noCache: true }).one(opportunity, one)).value["version"]).toBe(2);
    expect((await lever.client().one(opportunity, one)).value["version"]).toBe(2);
    expect(report.cacheHits).toBe(0);
  });

  test("is not undone by an answer that was asked for earlier and comes later", async () => {
    const held = new HeldReply(object({ id: "o1", version: "old" }));
    await using lever = await Harness.start((_, index) =>
      index === 0 ? held.send : object({ id: "o1", version: "new" }),
    );
    const slow = lever.client().one(opportunity, one);
    await lever.server.until(() => lever.server.open === 1);
    await lever.clock.advance(1_000);
    await lever.client({ noCache: true }).one(opportunity, one);
    held.release();
    expect((await slow).value["version"]).toBe("old");
    expect((await lever.client().one(opportunity, one)).value["version"]).toBe("new");
    expect(lever.server.requests).toHaveLength(2);
  });
});

describe("what is kept in this process has a limit", () => {
  test("of so many values: the one that was used longest ago goes first", async () => {
    await using lever = await Harness.start(counting, { memory: { maxEntries: 2, maxBytes: 2 ** 20 } });
    const ask = (id: string) => lever.client().one(opportunity, { opportunity: id });
    for (const id of ["a", "b", "a", "c", "a"]) await ask(id);
    expect(lever.server.requests).toHaveLength(3);
    await ask("b");
    expect(lever.server.requests).toHaveLength(4);
  });

  test("of so many bytes: a value larger than all is answered, not kept, and pushes nothing out", async () => {
    await using lever = await Harness.start(
      (request) => object({ id: "x", filler: "x".repeat(request.path.endsWith("/big") ? 5_000 : 10) }),
      { memory: { maxEntries: 100, maxBytes: 8_000 } },
    );
    const ask = (id: string) => lever.client().one(opportunity, { opportunity: id });
    await ask("small");
    for (let n = 0; n < 2; n++) expect((await ask("big")).value["filler"]).toHaveLength(5_000);
    await ask("small");
    expect(lever.server.requests.map(({ path }) => path.split("/").at(-1))).toEqual(["small", "big", "big"]);
  });
});

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
}

test("what is shared by reference is never changed by the client", async () => {
  const rows = [
    { id: "o1", tags: ["a"], stage: { id: "s1" } },
    { id: "o2", tags: [] },
  ];
  const script = switchable(page(rows, undefined));
  await using lever = await Harness.start((request) =>
    request.path.endsWith("/o1") ? object(rows[0]!) : script.answer(),
  );
  const read = async () => ({
    single: await lever.client().one(opportunity, one),
    page: await lever.client().page(opportunities, {}, { expand: ["stage"] }),
    all: await lever.client().all(opportunities, {}, { expand: ["stage"] }),
  });
  const first = await read();
  deepFreeze(first);
  await lever.client().entities.setMany("opportunity", [["o1", { value: first.single.value, fetchedAt: 0 }]], AGE_MS);
  const again = await read();
  expect(again.all.value).toBe(first.all.value);
  expect(again.single.value).toBe(first.single.value);
  for await (const walked of lever.client().pages(opportunities, {}, { expand: ["stage"] })) {
    expect(walked.rows).toBe(first.page.rows);
  }
  script.reply = refusal(503);
  await lever.clock.advance(AGE_MS);
  const stale = lever.client().all<Row>(opportunities, {}, { expand: ["stage"] });
  expect((await lever.clock.finish(stale)).value).toBe(first.all.value);
  expect(first.all.value).toEqual(rows);
});
