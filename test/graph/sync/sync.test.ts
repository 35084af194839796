import { afterEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, OTHER_ACCOUNT_KEY, PLAIN_KEY, STAGES_ONLY_KEY } from "../../../sandbox/keys.js";
import { change, dataFiles, removeConnection } from "../../support/connections.js";
import { startSubgraph, type SubgraphOptions, type TestSubgraph } from "../../support/subgraph.js";
import { askForSync, syncNow, syncOf, untilSync } from "../../support/syncs.js";
import { until } from "../../support/until.js";

const COUNT = 450;

let subgraph: TestSubgraph | undefined;

afterEach(async () => {
  await subgraph?.[Symbol.asyncDispose]();
  subgraph = undefined;
});

async function start(options: SubgraphOptions = {}): Promise<TestSubgraph> {
  subgraph = await startSubgraph({ ...options, sandbox: { opportunities: COUNT, ...options.sandbox } });
  return subgraph;
}

const walks = ({ sandbox }: TestSubgraph) => sandbox.requests.filter(({ template }) => template === "/opportunities");

describe("a sync", () => {
  test("is not begun by connecting, nor by itself", async () => {
    const own = await start();
    const id = await own.connect();
    expect(await syncOf(own, id)).toEqual({
      ...{ state: "NEVER_RUN", processed: 0, estimatedTotal: null },
      ...{ startedAt: null, finishedAt: null, lastError: null },
    });
    expect(walks(own).filter(({ query }) => query.getAll("include").length > 0)).toEqual([]);
  });

  test("is answered at once, reads every page once, and tells how far it is", async () => {
    const own = await start();
    const id = await own.connect();
    own.sandbox.clearRequests();
    const { sync, codes } = await askForSync(own, id);
    expect(codes).toEqual([]);
    expect(sync).toMatchObject({ state: "RUNNING", finishedAt: null, lastError: null });
    const done = await untilSync(own, id, ({ state }) => state === "IDLE");
    const total = own.sandbox.data.opportunities.size;
    expect(done).toMatchObject({ processed: total, estimatedTotal: total, lastError: null });
    expect(Date.parse(done.finishedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(done.startedAt ?? ""));
    const pages = walks(own);
    expect(pages).toHaveLength(Math.ceil(total / 100));
    expect(own.sandbox.calls()).toHaveLength(pages.length);
    for (const { query } of pages) {
      expect(query.get("confidentiality")).toBe("all");
      expect(query.getAll("include").sort()).toEqual(["contact", "emails", "id", "isAnonymized", "links"]);
    }
  });

  test("begun again while it runs changes nothing", async () => {
    const own = await start({ sandbox: { latencyMs: 30 } });
    const id = await own.connect();
    own.sandbox.clearRequests();
    const first = await askForSync(own, id);
    const again = await Promise.all([askForSync(own, id), askForSync(own, id)]);
    for (const { sync } of again) expect(sync).toMatchObject({ state: "RUNNING", startedAt: first.sync?.startedAt });
    await untilSync(own, id, ({ state }) => state === "IDLE");
    expect(walks(own)).toHaveLength(Math.ceil(COUNT / 100));
  });

  test("begun again after its end reads all anew, and knows how much it will be", async () => {
    const own = await start({ sandbox: { latencyMs: 20 } });
    const id = await own.connect();
    await syncNow(own, id);
    own.sandbox.clearRequests();
    const { sync } = await askForSync(own, id);
    expect(sync).toMatchObject({ state: "RUNNING", processed: 0, estimatedTotal: COUNT });
    await untilSync(own, id, ({ state }) => state === "IDLE");
    expect(walks(own)).toHaveLength(Math.ceil(COUNT / 100));
  });

  test("goes on after a restart where it stopped", async () => {
    const own = await start({ sandbox: { latencyMs: 40 } });
    const id = await own.connect();
    await askForSync(own, id);
    const stopped = await untilSync(own, id, ({ processed }) => processed >= 200);
    await own.restart();
    const { processed } = await syncOf(own, id);
    expect(processed).toBeGreaterThanOrEqual(stopped.processed);
    const done = await untilSync(own, id, ({ state }) => state === "IDLE");
    expect(done.processed).toBe(COUNT);
    const firstPages = walks(own).filter(({ query }) => query.has("include") && !query.has("offset"));
    expect(firstPages).toHaveLength(1);
  });

  test("begins anew where Lever refuses its token", async () => {
    const own = await start({ sandbox: { latencyMs: 20 } });
    const id = await own.connect();
    let pages = 0;
    const refusal = { kind: "status", status: 400, code: "BadRequestError", message: "Invalid offset token" } as const;
    await askForSync(own, id);
    await until(
      () => walks(own).length,
      (count) => count >= 2 + pages,
    );
    pages = walks(own).length;
    own.sandbox.inject({ path: "/opportunities", times: 1, do: refusal });
    const done = await untilSync(own, id, ({ state }) => state === "IDLE");
    expect(done.processed).toBe(COUNT);
    expect(walks(own).filter(({ query }) => query.has("include") && !query.has("offset"))).toHaveLength(2);
  });

  test("that Lever does not answer has failed, says why, and goes on when it is begun again", async () => {
    const own = await start();
    const id = await own.connect();
    const mend = own.sandbox.inject({ path: "/opportunities", do: { kind: "status", status: 503 } });
    expect(await syncNow(own, id)).toMatchObject({ state: "FAILED", lastError: "ATS_UNAVAILABLE", finishedAt: null });
    mend();
    expect(await syncNow(own, id)).toMatchObject({ state: "IDLE", lastError: null, processed: COUNT });
  });

  test("without the permission says which one is missing", async () => {
    const own = await start();
    const id = await own.connect(STAGES_ONLY_KEY);
    expect(await syncNow(own, id)).toMatchObject({
      state: "FAILED",
      lastError: "ATS_PERMISSION_MISSING: find all opportunities",
    });
  });

  test("waits where Lever limits it, and comes to its end", async () => {
    const own = await start();
    const id = await own.connect();
    own.sandbox.inject({ path: "/opportunities", times: 1, do: { kind: "status", status: 429 } });
    expect(await syncNow(own, id)).toMatchObject({ state: "IDLE", processed: COUNT });
  });

  test("stops at once when its connection is switched off, and goes on once it is enabled", async () => {
    const own = await start({ sandbox: { latencyMs: 60 }, environment: { SYNC_INTERVAL_SECONDS: "1" } });
    const id = await own.connect();
    await askForSync(own, id);
    await untilSync(own, id, ({ processed }) => processed >= 100);
    await change(own, "disableAtsConnection", { connectionId: id });
    const stopped = await untilSync(own, id, ({ state }) => state === "FAILED");
    expect(stopped.lastError).toBe("ATS_CONNECTION_DISABLED");
    const sent = own.sandbox.requests.length;
    expect((await askForSync(own, id)).codes).toEqual(["ATS_CONNECTION_DISABLED"]);
    expect(own.sandbox.requests).toHaveLength(sent);
    await change(own, "enableAtsConnection", { connectionId: id });
    expect((await untilSync(own, id, ({ state }) => state === "IDLE")).lastError).toBeNull();
  });

  test("of a removed connection ends, and leaves nothing", async () => {
    const own = await start({ sandbox: { latencyMs: 40 } });
    const id = await own.connect();
    await askForSync(own, id);
    await untilSync(own, id, ({ processed }) => processed >= 100);
    await removeConnection(own, id);
    const again = await own.connect();
    expect(await syncOf(own, again)).toMatchObject({ state: "NEVER_RUN" });
    expect(await syncNow(own, again)).toMatchObject({ state: "IDLE", processed: COUNT });
    expect(own.log.filter((line) => line.includes("outside failed"))).toEqual([]);
  });

  test("looks for what changed, every so often", async () => {
    const own = await start({ environment: { SYNC_INTERVAL_SECONDS: "1" } });
    const id = await own.connect();
    const first = await syncNow(own, id);
    own.sandbox.clearRequests();
    const next = await untilSync(own, id, ({ state, startedAt }) => state === "IDLE" && startedAt !== first.startedAt);
    expect(next.processed).toBeLessThan(COUNT);
    const [look] = walks(own);
    expect(Number(look?.query.get("updated_at_start"))).toBe(Date.parse(first.startedAt ?? "") - 300_000);
    // Findem's list of permissions lacks the one for deletions: it is asked for once.
    await untilSync(own, id, ({ state, startedAt }) => state === "IDLE" && startedAt !== next.startedAt);
    expect(own.sandbox.calls("/opportunities/deleted")).toHaveLength(1);
  });
});

test("people whose last opportunity was deleted are forgotten where the key may list deletions", async () => {
  const own = await start({ environment: { SYNC_INTERVAL_SECONDS: "1" } });
  const id = await own.connect(EVERYTHING_KEY);
  const { contacts, opportunities, deletedOpportunities } = own.sandbox.data;
  const row = [...opportunities.values()].find(
    ({ contact }) => [...opportunities.values()].filter((other) => other.contact === contact).length === 1,
  )!;
  contacts.get(row.contact)!.links = ["github.com/deleted-one"];
  await syncNow(own, id);
  const match = () =>
    own.query(
      `{ matchAtsCandidates(githubUrls: ["github.com/deleted-one"]) { candidate { id } } }`,
      {},
      {
        headers: { "cache-control": "no-cache" },
      },
    );
  expect((await match()).data.matchAtsCandidates).toHaveLength(1);
  opportunities.delete(row.id);
  deletedOpportunities.set(row.id, { ...row, deletedBy: "u", deletedAt: Date.now() });
  // Out of the index, not only out of Lever: nothing is asked for.
  await until(match, ({ data, requests }) => data.matchAtsCandidates.length === 0 && requests === 0);
  expect(walks(own).filter(({ query }) => query.has("include") && !query.has("offset"))).not.toHaveLength(1);
});

describe("who may", () => {
  test("begin a sync: admins", async () => {
    const own = await start();
    const id = await own.connect();
    const { answer } = await askForSync(own, id, { roles: "recruiter" });
    expect(answer.errors).toMatchObject([{ extensions: { code: "FORBIDDEN", requiredRole: "admin" } }]);
    expect(await syncOf(own, id)).toMatchObject({ state: "NEVER_RUN" });
  });

  test("begin one of another account's connection: nobody", async () => {
    const own = await start();
    const id = await own.connect();
    expect((await askForSync(own, id, { account: "globex" })).codes).toEqual(["NOT_FOUND"]);
    expect((await askForSync(own, "nobody")).codes).toEqual(["NOT_FOUND"]);
    expect((await askForSync(own, "a.b")).answer.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(await syncOf(own, id)).toMatchObject({ state: "NEVER_RUN" });
  });
});

describe("what is kept of a sync", () => {
  test("holds nothing personal in the clear, and the same people of two accounts have nothing in common", async () => {
    const own = await start({ sandbox: { opportunities: 60 } });
    const ids = [await own.connect(), await own.connect(FINDEM_KEY, { account: "globex" })];
    await own.connect(OTHER_ACCOUNT_KEY, { account: "other" });
    for (const [place, id] of ids.entries()) await syncNow(own, id, { account: ["acme", "globex"][place] ?? "" });
    const texts = [...own.sandbox.data.contacts.values()].flatMap(({ emails, links, name }) => [
      ...emails,
      ...links,
      ...(name ? [name] : []),
    ]);
    const stored = await dataFiles(own);
    expect(texts.filter((text) => stored.toLowerCase().includes(text.toLowerCase()))).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
    expect(stored).not.toContain("linkedin.com");
  });

  test("is of non-confidential people alone where the key sees no others", async () => {
    const own = await start();
    const id = await own.connect(PLAIN_KEY);
    const open = [...own.sandbox.data.opportunities.values()].filter(
      ({ confidentiality }) => confidentiality === "non-confidential",
    );
    expect(await syncNow(own, id)).toMatchObject({ state: "IDLE", processed: open.length });
  });
});
