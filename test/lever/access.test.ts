import { describe, expect, test } from "vitest";
import { inTurn, json, object, page, refusal, type SeenRequest } from "../support/scripted-server.js";
import { createNote, Harness, leverErrorOf, opportunities, opportunity, stages } from "./support.js";

const expand = ["applications", "stage"];
const seeing = [{ seesConfidential: true }, { confidentialAccess: true }] as const;
const rows = page([{ id: "o1" }]);
const refused = refusal(403);

/** What of a list's query was sent, request by request. */
function asked(requests: readonly SeenRequest[]): readonly string[] {
  return requests.map(
    ({ query }) => [...query.getAll("expand"), query.get("confidentiality")].filter(Boolean).join("+") || "plain",
  );
}

describe("confidential rows are asked for", () => {
  test("exactly where the list has them, the connection may see them, and the caller too", async () => {
    await using lever = await Harness.start((request) => (request.path.endsWith("/o1") ? object({ id: "o1" }) : rows));
    for (const seesConfidential of [true, false]) {
      for (const confidentialAccess of [true, false, null]) {
        const client = lever.client({ seesConfidential, noCache: true }, { confidentialAccess });
        expect(client.seesConfidential).toBe(seesConfidential && confidentialAccess === true);
        await client.page(opportunities, {}, {});
        await client.all(stages, {});
        await client.one(opportunity, { opportunity: "o1" });
      }
    }
    const confidential = lever.server.requests.filter(({ query }) => query.has("confidentiality"));
    expect(confidential.map(({ url }) => url)).toEqual(["/v1/opportunities?confidentiality=all&limit=100"]);
  });

  test("unless the query names the rows it wants", async () => {
    await using lever = await Harness.start(inTurn(rows));
    await lever.client(...seeing).page(opportunities, {}, { confidentiality: "confidential" });
    expect(asked(lever.server.requests)).toEqual(["confidential"]);
  });
});

describe("a list that is refused is asked for with less", () => {
  test("without expand: the rows hold ids there, and the page says so", async () => {
    await using lever = await Harness.start((request) => (request.query.has("expand") ? refused : rows));
    const client = lever.client(...seeing);
    const first = await client.page(opportunities, {}, { expand });
    expect(first).toMatchObject({ rows: [{ id: "o1" }], refusedExpand: expand });
    expect(asked(lever.server.requests)).toEqual(["applications+stage+all", "all"]);
    expect(lever.notices.told).toEqual(["c1 may find all opportunities"]);
  });

  test("what helped is remembered: the refusal isn't bought twice, by no operation on the connection", async () => {
    await using lever = await Harness.start((request) => (request.query.has("expand") ? refused : rows));
    await lever.client().page(opportunities, {}, { expand });
    const again = await lever.client().page(opportunities, {}, { expand: [...expand].reverse(), contact_id: "c" });
    expect(again.refusedExpand).toEqual(["stage", "applications"]);
    await lever.client({}, { connectionId: "c2" }).page(opportunities, {}, { expand, contact_id: "c" });
    expect(asked(lever.server.requests)).toEqual([
      "applications+stage",
      "plain",
      "plain",
      "applications+stage",
      "plain",
    ]);
  });

  test("after a while, or with another key, it is tried in full again", async () => {
    await using lever = await Harness.start((request) => (request.query.has("expand") ? refused : rows));
    await lever.client().page(opportunities, {}, { expand });
    await lever.client({}, { epoch: 2 }).page(opportunities, {}, { expand });
    await lever.clock.advance(11 * 60_000);
    await lever.client().page(opportunities, {}, { expand });
    expect(asked(lever.server.requests)).toEqual([
      "applications+stage",
      "plain",
      "applications+stage",
      "plain",
      "applications+stage",
      "plain",
    ]);
  });

  test("without its confidential rows, and the connection hears of it", async () => {
    await using lever = await Harness.start((request) => (request.query.has("confidentiality") ? refused : rows));
    const first = await lever.client(...seeing).page(opportunities, {}, { expand });
    expect(first.refusedExpand).toEqual([]);
    await lever.client(...seeing).page(opportunities, {}, { contact_id: "c" });
    expect(asked(lever.server.requests)).toEqual(["applications+stage+all", "all", "applications+stage", "plain"]);
    expect(lever.notices.told).toEqual(["c1 may find all opportunities", "c1 sees nothing confidential"]);
  });

  test("without both", async () => {
    await using lever = await Harness.start((request) =>
      request.query.has("confidentiality") || request.query.has("expand") ? refused : rows,
    );
    const first = await lever.client(...seeing).page(opportunities, {}, { expand });
    expect(first).toMatchObject({ rows: [{ id: "o1" }], refusedExpand: expand });
    expect(asked(lever.server.requests)).toEqual(["applications+stage+all", "all", "applications+stage", "plain"]);
    expect(lever.notices.told).toContain("c1 sees nothing confidential");
  });

  test("never without what the query itself asked for", async () => {
    await using lever = await Harness.start(inTurn(refused));
    const failing = lever.client(...seeing).page(opportunities, {}, { confidentiality: "all", archived: false });
    expect((await leverErrorOf(failing)).code).toBe("FORBIDDEN");
    expect(asked(lever.server.requests)).toEqual(["all"]);
  });

  test("a walk leaves out on every page what it left out of the first: tokens belong to one query", async () => {
    await using lever = await Harness.start((request) => {
      if (request.query.has("expand")) return refused;
      return request.query.has("offset") ? page([{ id: "o2" }]) : page([{ id: "o1" }], "t");
    });
    const { value } = await lever.client().all(opportunities, {}, { expand });
    expect(value.map(({ id }) => id)).toEqual(["o1", "o2"]);
    expect(asked(lever.server.requests)).toEqual(["applications+stage", "plain", "plain"]);
  });
});

describe("what the key may do is told", () => {
  test("a list that stays refused is a missing permission, by its name", async () => {
    await using lever = await Harness.start(inTurn(refused));
    const error = await leverErrorOf(lever.client(...seeing).all(opportunities, {}, { expand }));
    expect(error).toMatchObject({
      code: "FORBIDDEN",
      call: { permission: "find all opportunities", template: "/opportunities", connectionId: "c1" },
    });
    expect(asked(lever.server.requests)).toEqual(["applications+stage+all", "all", "applications+stage", "plain"]);
    expect(lever.notices.told).toEqual(["c1 may not find all opportunities"]);
  });

  test("a single object that is refused says nothing: it may be that one's", async () => {
    await using lever = await Harness.start(inTurn(refused));
    expect((await leverErrorOf(lever.client().one(opportunity, { opportunity: "o1" }))).code).toBe("FORBIDDEN");
    expect(lever.server.requests).toHaveLength(1);
    expect(lever.notices.told).toEqual([]);
  });

  test("a write that is refused is a missing permission", async () => {
    await using lever = await Harness.start(inTurn(refused));
    await leverErrorOf(lever.client().send(createNote, { opportunity: "o1" }, {}));
    expect(lever.notices.told).toEqual(["c1 may not create an opportunity note"]);
  });

  test("what Lever grants is told once, until it changes", async () => {
    await using lever = await Harness.start(inTurn(rows, rows, refused, refused, rows));
    const client = lever.client({ noCache: true });
    await client.page(opportunities, {}, {});
    await client.page(opportunities, {}, {});
    await leverErrorOf(client.page(opportunities, {}, {}));
    await leverErrorOf(client.page(opportunities, {}, {}));
    await client.page(opportunities, {}, {});
    expect(lever.notices.told).toEqual([
      "c1 may find all opportunities",
      "c1 may not find all opportunities",
      "c1 may find all opportunities",
    ]);
  });

  test("a key that Lever no longer takes is told once, asked once, and told again after it worked in between", async () => {
    const unauthorized = refusal(401);
    await using lever = await Harness.start(inTurn(unauthorized, unauthorized, object({ id: "o1" }), unauthorized));
    const client = lever.client({ noCache: true });
    expect((await leverErrorOf(client.one(opportunity, { opportunity: "o1" }))).code).toBe("UNAUTHORIZED");
    await leverErrorOf(client.one(opportunity, { opportunity: "o1" }));
    await client.one(opportunity, { opportunity: "o1" });
    await leverErrorOf(client.one(opportunity, { opportunity: "o1" }));
    expect(lever.server.requests).toHaveLength(4);
    expect(lever.notices.told).toEqual(["c1 unauthorized", "c1 may find an opportunity", "c1 unauthorized"]);
  });
});

describe("walks", () => {
  test("pages are fetched when they are asked for, not before", async () => {
    await using lever = await Harness.start((_, index) => page([{ id: `o${index}` }], `t${index}`));
    for await (const { rows: found, next } of lever.client().pages(opportunities, {})) {
      if (found[0]?.id === "o1") {
        expect(next).toBe("t1");
        break;
      }
    }
    expect(lever.server.requests).toHaveLength(2);
  });

  test("tokens that go round in a loop end in a bad response, not in a whole list", async () => {
    await using lever = await Harness.start((request) =>
      page([{ id: "o1" }], request.query.get("offset") === "a" ? "b" : "a"),
    );
    const error = await leverErrorOf(lever.client().all(opportunities, {}));
    expect(error).toMatchObject({ code: "BAD_RESPONSE", details: { path: "next" } });
    expect(lever.server.requests).toHaveLength(3);
    expect(await lever.client().isCached(opportunities, {})).toBe(false);
  });

  test("five empty pages are followed, and after the fifth it is enough", async () => {
    await using lever = await Harness.start((_, index) => (index < 5 ? page([], `t${index}`) : page([{ id: "o1" }])));
    expect((await leverErrorOf(lever.client().all(opportunities, {}))).code).toBe("BAD_RESPONSE");
    expect(lever.server.requests).toHaveLength(5);
  });

  test("four empty pages in a row are no reason to stop", async () => {
    await using lever = await Harness.start((_, index) =>
      index % 5 === 4 || index > 8
        ? page([{ id: `o${index}` }], index < 9 ? `t${index}` : undefined)
        : page([], `t${index}`),
    );
    const { value } = await lever.client().all(opportunities, {});
    expect(value.map(({ id }) => id)).toEqual(["o4", "o9"]);
  });

  test("a row that moved while the list was read is there once, where it came first", async () => {
    await using lever = await Harness.start(
      inTurn(page([{ id: "a" }, { id: "b", at: 1 }], "t"), page([{ id: "b", at: 2 }, { id: "c" }])),
    );
    const { value } = await lever.client().all(opportunities, {});
    expect(value).toEqual([{ id: "a" }, { id: "b", at: 1 }, { id: "c" }]);
  });

  test("rows without an id are all kept, equal ones too", async () => {
    await using lever = await Harness.start(inTurn(page([{ text: "x" }, { text: "x" }])));
    expect((await lever.client().all(stages, {})).value).toHaveLength(2);
  });

  test("a list that fails on its second page is no list", async () => {
    await using lever = await Harness.start(inTurn(page([{ id: "a" }], "t"), refusal(400)));
    expect((await leverErrorOf(lever.client().all(opportunities, {}))).code).toBe("REJECTED");
    expect(await lever.client().isCached(opportunities, {})).toBe(false);
  });

  test("strange rows come as they are; what they mean is decided by who reads them", async () => {
    const strange = { id: 7, name: null, extra: { deep: [1] }, state: "brand-new" };
    await using lever = await Harness.start(inTurn(json({ data: [strange], hasNext: false, unknown: true })));
    expect((await lever.client().page(opportunities, {}, {})).rows).toEqual([strange]);
  });
});
