import { describe, expect, test } from "vitest";
import { defineEndpoint } from "../../src/lever/endpoint.js";
import { object, page, refusal, type Reply, reset, type SeenRequest, text } from "../support/scripted-server.js";
import { HeldReply } from "./held-reply.js";
import { createNote, Harness, leverErrorOf, opportunities, opportunity, type Row, stages, target } from "./support.js";

const one = { opportunity: "o1" };
const AGE_MS = 30_000;

const changeStage = defineEndpoint<Row>({
  method: "PUT",
  path: "/opportunities/:opportunity/stage",
  permission: "change an opportunity's stage",
  documentation: "Opportunities > Update opportunity stage",
});
const postings = defineEndpoint<Row>({
  path: "/postings",
  permission: "find all postings",
  documentation: "Postings > List all postings",
  maxAgeMs: 5 * 60_000,
});
const createPosting = defineEndpoint<Row>({
  method: "POST",
  path: "/postings",
  permission: "create a posting",
  documentation: "Postings > Create a posting",
});

/** Writes are answered by `written`, reads with the number of the request. */
const answering =
  (written: Reply = object({})) =>
  (request: SeenRequest, index: number): Reply => {
    if (request.method !== "GET") return written;
    return request.path.endsWith("/o1") ? object({ id: "o1", at: index }) : page([{ id: "x", at: index }]);
  };

async function readAll(lever: Harness, overTarget = {}) {
  const client = lever.client({}, overTarget);
  return {
    single: await client.one(opportunity, one),
    page: await client.page(opportunities, {}, {}),
    rows: await client.all(opportunities, {}),
    stages: await client.all(stages, {}),
    postings: await client.all(postings, {}),
  };
}

describe("a write drops what it may have changed", () => {
  test("all rows of the connection, and no reference list but that of its own resource", async () => {
    await using lever = await Harness.start(answering());
    const first = await readAll(lever);
    await lever.client().send(changeStage, one, {});
    const second = await readAll(lever);
    for (const name of ["single", "page", "rows"] as const) expect(second[name]).not.toEqual(first[name]);
    expect(second).toMatchObject({ stages: first.stages, postings: first.postings });
    await lever.client().send(createPosting, {}, {});
    const third = await readAll(lever);
    expect(third.postings).not.toEqual(first.postings);
    expect(third.stages).toEqual(first.stages);
  });

  test("of that connection, and of no other", async () => {
    await using lever = await Harness.start(answering());
    const others = [{ connectionId: "c2" }, { accountId: "umbrella" }] as const;
    const before = await Promise.all(others.map((other) => readAll(lever, other)));
    await lever.client().send(changeStage, one, {});
    expect(await Promise.all(others.map((other) => readAll(lever, other)))).toEqual(before);
  });

  test.each<[string, Reply]>([
    ["500", refusal(500)],
    ["503", refusal(503)],
    ["a reset", reset],
    ["a success that can't be read", text("<html>", "text/html")],
  ])("even one whose fate is unknown or whose answer is lost: %s", async (_, reply) => {
    await using lever = await Harness.start(answering(reply));
    await readAll(lever);
    await leverErrorOf(lever.client().send(changeStage, one, {}));
    expect(await lever.client().isCached(opportunity, one)).toBe(false);
    expect(await lever.client().isCached(opportunities, {})).toBe(false);
    expect(await lever.client().isCached(stages, {})).toBe(true);
  });

  test.each([400, 401, 403, 404, 409, 422])("but not one that Lever refused: %i", async (status) => {
    await using lever = await Harness.start(answering(refusal(status)));
    await readAll(lever);
    await leverErrorOf(lever.client().send(changeStage, one, {}));
    expect(await lever.client().isCached(opportunity, one)).toBe(true);
  });

  test("nor one that was never sent", async () => {
    await using lever = await Harness.start(answering());
    await readAll(lever);
    await leverErrorOf(lever.client({ signal: AbortSignal.abort() }).send(changeStage, one, {}));
    expect(await lever.client().isCached(opportunity, one)).toBe(true);
  });
});

describe("a read that a write overtakes", () => {
  test("answers who asked before the write, and nobody after it", async () => {
    const slow = new HeldReply(object({ id: "o1", stage: "before" }));
    await using lever = await Harness.start((request, index) => {
      if (request.method === "PUT") return object({});
      return index === 0 ? slow.send : object({ id: "o1", stage: "after" });
    });
    const early = lever.client().one(opportunity, one);
    await lever.server.until(() => lever.server.open === 1);
    await lever.client().send(changeStage, one, {});
    const between = await lever.client().one(opportunity, one);
    slow.release();
    expect((await early).value["stage"]).toBe("before");
    expect(between.value["stage"]).toBe("after");
    expect((await lever.client().one(opportunity, one)).value["stage"]).toBe("after");
  });

  test("is not kept, where nobody has asked since", async () => {
    const slow = new HeldReply(page([{ id: "o1" }]));
    await using lever = await Harness.start((request) => (request.method === "GET" ? slow.send : object({})));
    const listing = lever.client().all(opportunities, {});
    await lever.server.until(() => lever.server.open === 1);
    await lever.client().send(createNote, one, {});
    slow.release();
    await listing;
    expect(await lever.client().isCached(opportunities, {})).toBe(false);
  });

  test("that found nothing doesn't hide what the write made", async () => {
    const slow = new HeldReply(refusal(404));
    await using lever = await Harness.start((request, index) => {
      if (request.method !== "GET") return object({});
      return index === 0 ? slow.send : object({ id: "o1" });
    });
    const early = leverErrorOf(lever.client().one(opportunity, one));
    await lever.server.until(() => lever.server.open === 1);
    await lever.client().send(createNote, one, {});
    slow.release();
    expect((await early).code).toBe("NOT_FOUND");
    await expect(lever.client().one(opportunity, one)).resolves.toMatchObject({ value: { id: "o1" } });
  });

  test("under way while the write is, is not kept either", async () => {
    const slow = new HeldReply(object({}));
    await using lever = await Harness.start((request) =>
      request.method === "PUT" ? slow.send : object({ id: "o1", stage: "before" }),
    );
    const writing = lever.client().send(changeStage, one, {});
    await lever.server.until(() => lever.server.open === 1);
    await lever.client().one(opportunity, one);
    slow.release();
    await writing;
    expect(await lever.client().isCached(opportunity, one)).toBe(false);
  });

  test("brings no stale answer from before the write back while Lever is away", async () => {
    let isAway = false;
    await using lever = await Harness.start((request) => {
      if (request.method === "PUT") return object({});
      return isAway ? refusal(503) : object({ id: "o1" });
    });
    await lever.client().one(opportunity, one);
    isAway = true;
    await lever.client().send(changeStage, one, {});
    expect((await lever.clock.finish(leverErrorOf(lever.client().one(opportunity, one)))).code).toBe("UNAVAILABLE");
  });
});

describe("entities", () => {
  const kept = async (lever: Harness, kind: string) =>
    (await lever.client().entities.getMany(kind, ["a", "b"])).map((entity) => entity?.value);

  test("are served in the order of their keys, within their age", async () => {
    await using lever = await Harness.start(answering());
    const fetchedAt = lever.clock.epochMs();
    await lever.client().entities.setMany("opportunity", [["b", { value: 2, fetchedAt }]], AGE_MS);
    const scope = lever.scope();
    const { entities } = lever.pool.client(target(), scope);
    expect(await entities.getMany("opportunity", ["a", "b"])).toEqual([undefined, { value: 2, fetchedAt }]);
    expect(scope.report.cacheHits).toBe(1);
    await lever.clock.advance(AGE_MS);
    expect(await kept(lever, "opportunity")).toEqual([undefined, undefined]);
    expect(await lever.client({ noCache: true }).entities.getMany("opportunity", [])).toEqual([]);
  });

  test("are not seen by who reads past the cache", async () => {
    await using lever = await Harness.start(answering());
    const fetchedAt = lever.clock.epochMs();
    await lever.client().entities.setMany("stage", [["a", { value: 1, fetchedAt }]], 30 * 60_000);
    expect(await lever.client({ noCache: true }).entities.getMany("stage", ["a"])).toEqual([undefined]);
    expect(await kept(lever, "stage")).toEqual([1, undefined]);
  });

  test("go with a write, but for reference data of other resources", async () => {
    await using lever = await Harness.start(answering());
    const fetchedAt = lever.clock.epochMs();
    const { entities } = lever.client();
    await entities.setMany("opportunity", [["a", { value: 1, fetchedAt }]], AGE_MS);
    await entities.setMany("stage", [["a", { value: 2, fetchedAt }]], 30 * 60_000);
    await entities.setMany("posting", [["a", { value: 3, fetchedAt }]], 30 * 60_000);
    await lever.client().send(createPosting, {}, {});
    expect([await kept(lever, "opportunity"), await kept(lever, "stage"), await kept(lever, "posting")]).toEqual([
      [undefined, undefined],
      [2, undefined],
      [undefined, undefined],
    ]);
  });

  test("that were read before a write are dropped when they come after it", async () => {
    await using lever = await Harness.start(answering());
    const before = lever.clock.epochMs();
    await lever.clock.advance(1_000);
    await lever.client().send(changeStage, one, {});
    await lever.client().entities.setMany("opportunity", [["a", { value: "old", fetchedAt: before }]], AGE_MS);
    expect(await kept(lever, "opportunity")).toEqual([undefined, undefined]);
    await lever.clock.advance(1);
    const after = lever.clock.epochMs();
    await lever.client().entities.setMany("opportunity", [["a", { value: "new", fetchedAt: after }]], AGE_MS);
    expect(await kept(lever, "opportunity")).toEqual(["new", undefined]);
  });

  test("that were read before everything was forgotten too", async () => {
    await using lever = await Harness.start(answering());
    const before = lever.clock.epochMs();
    await lever.client().entities.setMany("stage", [["a", { value: "old", fetchedAt: before }]], 30 * 60_000);
    await lever.pool.forget({ accountId: "acme", connectionId: "c1" });
    await lever.client().entities.setMany("stage", [["b", { value: "old", fetchedAt: before }]], 30 * 60_000);
    expect(await kept(lever, "stage")).toEqual([undefined, undefined]);
  });
});
