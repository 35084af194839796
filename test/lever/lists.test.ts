import { describe, expect, test } from "vitest";
import type { LeverPage } from "../../src/lever/client.js";
import { inTurn, page, refusal, type Reply, type SeenRequest } from "../support/scripted-server.js";
import { Costs, Harness, leverErrorOf, opportunities, type Row, stages } from "./support.js";

const expand = ["applications", "stage"];
const seeing = [{ seesConfidential: true }, { confidentialAccess: true }] as const;

/** Refuses what is expanded; otherwise pages of one row, linked by tokens. */
const withoutExpand = ({ query }: SeenRequest): Reply => {
  if (query.has("expand")) return refusal(403);
  return query.has("offset") ? page([{ id: "o2" }]) : page([{ id: "o1" }], "t");
};

function asked({ query }: SeenRequest): string {
  return [query.has("expand") && "expand", query.get("confidentiality"), query.get("offset")].filter(Boolean).join(" ");
}

describe("a walk", () => {
  test("asks for a page when it is asked for, and for none before", async () => {
    await using lever = await Harness.start((_, index) => page([{ id: `o${index}` }], `t${index}`));
    const walk = lever.client().pages(opportunities, {})[Symbol.asyncIterator]();
    expect(lever.server.requests).toHaveLength(0);
    await walk.next();
    await lever.clock.advance(5_000);
    expect(lever.server.requests).toHaveLength(1);
    await walk.next();
    await lever.clock.advance(5_000);
    expect(lever.server.requests).toHaveLength(2);
    await walk.return?.(undefined);
    expect((await walk.next()).done).toBe(true);
    expect(lever.server.requests).toHaveLength(2);
  });

  test("sends Lever's token encoded once, whatever is in it", async () => {
    const tokens = ["%5B1%2C2%5D", "a+b/c=&limit=1#x", "ü €", '["2026","x"]'];
    await using lever = await Harness.start((_, index) => page([{ id: `o${index}` }], tokens[index]));
    const seen: LeverPage<Row>[] = [];
    for await (const found of lever.client().pages(opportunities, {})) seen.push(found);
    expect(seen.map(({ next }) => next)).toEqual([...tokens, null]);
    const offsets = lever.server.requests.slice(1).map(({ query }) => query.get("offset"));
    expect(offsets).toEqual(tokens);
    expect(lever.server.requests[1]?.url).toContain("offset=%255B1%252C2%255D");
    expect(lever.server.requests.every(({ query }) => query.getAll("limit").join() === "100")).toBe(true);
  });

  test("gives the pages before a failure, then the failure, and no end", async () => {
    await using lever = await Harness.start(inTurn(page([{ id: "o1" }], "t"), refusal(400)));
    const walk = lever.client().pages(opportunities, {})[Symbol.asyncIterator]();
    expect((await walk.next()).value).toMatchObject({ rows: [{ id: "o1" }] });
    expect((await leverErrorOf(walk.next())).code).toBe("REJECTED");
  });

  test("of tokens in a loop gives each page once, then a bad response", async () => {
    const next: Record<string, string> = { "": "a", a: "b", b: "c", c: "a" };
    await using lever = await Harness.start(({ query }) => page([{ id: "o" }], next[query.get("offset") ?? ""]));
    const walk = async () => {
      let pages = 0;
      try {
        for await (const _ of lever.client().pages(opportunities, {})) pages++;
      } catch (error) {
        return { pages, error };
      }
      return { pages };
    };
    expect(await walk()).toMatchObject({ pages: 4, error: { code: "BAD_RESPONSE", details: { path: "next" } } });
    expect(lever.server.requests).toHaveLength(4);
  });

  test("of empty pages goes on five times and then says that the list is broken, not that it is over", async () => {
    await using lever = await Harness.start((_, index) => page([], `t${index}`));
    const empty: LeverPage<Row>[] = [];
    const walking = (async () => {
      for await (const found of lever.client().pages(opportunities, {})) empty.push(found);
    })();
    expect((await leverErrorOf(walking)).code).toBe("BAD_RESPONSE");
    expect(empty).toHaveLength(5);
    expect(lever.server.requests).toHaveLength(5);
  });

  test("of a list with more and no way to it fails instead of ending", async () => {
    await using lever = await Harness.start(() => (response) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"data":[],"hasNext":true}');
    });
    const error = await leverErrorOf(lever.client().all(opportunities, {}));
    expect(error).toMatchObject({ code: "BAD_RESPONSE", details: { path: "next" } });
  });

  test("is served from the cache page by page, and two at once share each page", async () => {
    await using lever = await Harness.start(({ query }) =>
      query.has("offset") ? page([{ id: "o2" }]) : page([{ id: "o1" }], "t"),
    );
    const walk = async (report = new Costs()) => {
      const ids: (string | undefined)[] = [];
      for await (const { rows } of lever.client({ report }).pages(opportunities, {})) ids.push(rows[0]?.id);
      return ids;
    };
    expect(await Promise.all([walk(), walk()])).toEqual([
      ["o1", "o2"],
      ["o1", "o2"],
    ]);
    const report = new Costs();
    expect(await walk(report)).toEqual(["o1", "o2"]);
    expect(report).toMatchObject({ cacheHits: 2, calls: [] });
    expect(lever.server.requests).toHaveLength(2);
  });

  test("gives a row that moved as often as Lever does, and a whole list gives it once", async () => {
    await using lever = await Harness.start(({ query }) =>
      query.has("offset") ? page([{ id: "b" }, { id: "c" }]) : page([{ id: "a" }, { id: "b" }], "t"),
    );
    const walked: string[] = [];
    for await (const { rows } of lever.client().pages(opportunities, {})) walked.push(...rows.map(({ id }) => id));
    expect(walked).toEqual(["a", "b", "b", "c"]);
    expect((await lever.client().all(opportunities, {})).value.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });
});

describe("what a refused list was asked without", () => {
  test("is told to each by what they asked for, though they share the answer", async () => {
    await using lever = await Harness.start(withoutExpand);
    await lever.client().page(opportunities, {}, { expand });
    const plain = await lever.client().page(opportunities, {}, {});
    const expanded = await lever.client().page(opportunities, {}, { expand });
    const less = await lever.client().page(opportunities, {}, { expand: ["stage"] });
    expect(plain.refusedExpand).toEqual([]);
    expect(expanded.refusedExpand).toEqual(expand);
    expect(less.refusedExpand).toEqual(["stage"]);
    expect(lever.server.requests.map(asked)).toEqual(["expand", "", "", "expand", ""]);
  });

  test("is told too where the plain answer was there first", async () => {
    await using lever = await Harness.start(withoutExpand);
    await lever.client().page(opportunities, {}, { expand, tag: "x" });
    await lever.client().page(opportunities, {}, {});
    const expanded = await lever.client().page(opportunities, {}, { expand });
    expect(expanded.refusedExpand).toEqual(expand);
    expect(lever.server.requests).toHaveLength(3);
  });

  test("is told by every page of a walk", async () => {
    await using lever = await Harness.start(withoutExpand);
    for (let round = 0; round < 2; round++) {
      const refused: (readonly string[])[] = [];
      for await (const found of lever.client().pages(opportunities, {}, { expand })) refused.push(found.refusedExpand);
      expect(refused).toEqual([expand, expand]);
    }
    for await (const found of lever.client().pages(opportunities, {}, {})) expect(found.refusedExpand).toEqual([]);
  });

  test("stays left out to the end of a walk, though it is tried again elsewhere by then", async () => {
    await using lever = await Harness.start(withoutExpand);
    await lever.client().page(opportunities, {}, { expand, tag: "x" });
    await lever.client().page(opportunities, {}, {});
    const walk = lever.client({ deadlineAtMs: Infinity }).pages(opportunities, {}, { expand })[Symbol.asyncIterator]();
    await walk.next();
    await lever.clock.advance(11 * 60_000);
    expect((await walk.next()).value).toMatchObject({ rows: [{ id: "o2" }], refusedExpand: expand });
    expect(lever.server.requests.map(asked)).toEqual(["expand", "", "", "t"]);
  });

  test("confidential rows: is remembered for the connection, and forgotten after a while", async () => {
    await using lever = await Harness.start(({ query }) => (query.has("confidentiality") ? refusal(403) : page([])));
    const read = () => lever.client(...seeing).page(opportunities, {}, {});
    await read();
    await lever.clock.advance(9 * 60_000);
    await read();
    await lever.clock.advance(2 * 60_000);
    await read();
    expect(lever.server.requests.map(asked)).toEqual(["all", "", "", "all", ""]);
  });

  test("and where all of it is refused, nothing is remembered", async () => {
    await using lever = await Harness.start(() => refusal(403));
    for (let round = 0; round < 2; round++) {
      const error = await leverErrorOf(lever.client().page(stages, {}, { expand }));
      expect(error.code).toBe("FORBIDDEN");
    }
    expect(lever.server.requests.map(asked)).toEqual(["expand", "", "expand", ""]);
  });
});
