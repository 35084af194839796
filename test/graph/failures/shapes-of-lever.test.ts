import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ask, onlyError } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

type Members = Record<string, unknown>;

let subgraph: TestSubgraph;
let id: string;

beforeEach(async () => {
  subgraph = await startSubgraph({ sandbox: { opportunities: 20 } });
  id = await subgraph.connect();
  subgraph.sandbox.clearRequests();
});
afterEach(() => subgraph[Symbol.asyncDispose]());

/** From now on every row of that list is what `change` makes of it. */
function rewriteRows(path: string, change: (row: Members, index: number) => unknown): void {
  rewriteBody(path, (body) => ({ ...body, data: (body["data"] as Members[]).map(change) }));
}

function rewriteBody(path: string, rewrite: (body: Members) => unknown): void {
  subgraph.sandbox.inject({ path, do: { kind: "rewrite", rewrite: (body) => rewrite(body as Members) } });
}

async function rowsOf(fields: string): Promise<readonly Members[]> {
  const answer = await ask(subgraph, id, `opportunities(first: 5) { nodes { ${fields} } }`);
  expect(answer.errors).toEqual([]);
  return answer.data.atsConnection.opportunities.nodes as Members[];
}

describe("opportunities", () => {
  test("with null for whatever may be missing are rows of nulls", async () => {
    rewriteRows("/opportunities", ({ id: externalId, contact, stage, createdAt }) => ({
      ...{ id: externalId, contact, stage, createdAt, name: null, headline: null, emails: null, phones: null },
      ...{ links: null, location: null, stageChanges: null, confidentiality: null, archived: null, tags: null },
      ...{ sources: null, sourcedBy: null, origin: null, owner: null, followers: null, applications: null },
      ...{ updatedAt: null, lastInteractionAt: null, lastAdvancedAt: null, snoozedUntil: null, urls: null },
      ...{ dataProtection: null, isAnonymized: null, opportunityLocation: null },
    }));
    const [row] = await rowsOf(
      "name headline emails phones { value } links location stageChanges { changedAt } confidentiality archive { archivedAt } tags sources sourcedBy { name } origin owner { name } followers { name } application { id } updatedAt lastInteractionAt lastAdvancedAt snoozedUntil externalUrl dataProtection { store { allowed } } isAnonymized postingLocation",
    );
    expect(row).toEqual({
      ...{ name: null, headline: null, emails: [], phones: [], links: [], location: null, stageChanges: [] },
      ...{ confidentiality: null, archive: null, tags: [], sources: [], sourcedBy: null, origin: null, owner: null },
      ...{ followers: [], application: null, updatedAt: null, lastInteractionAt: null, lastAdvancedAt: null },
      ...{ snoozedUntil: null, externalUrl: null, dataProtection: null, isAnonymized: false, postingLocation: null },
    });
  });

  test("without any optional field are the same", async () => {
    rewriteRows("/opportunities", ({ id: externalId, contact, stage, createdAt }) => ({
      ...{ id: externalId, contact, stage, createdAt },
    }));
    const rows = await rowsOf("id name emails archive { archivedAt } stageChanges { changedAt } application { id }");
    expect(rows).toHaveLength(5);
    for (const row of rows) expect(row).toMatchObject({ name: null, emails: [], archive: null, stageChanges: [] });
  });

  test("with fields and words that Lever added are read all the same", async () => {
    rewriteRows("/opportunities", (row) => ({
      ...{ ...row, origin: "teleported", confidentiality: "non-confidential" },
      ...{ future: { deep: [1] }, archived: null, __proto__x: "y" },
    }));
    for (const row of await rowsOf("name origin confidentiality")) {
      expect(row).toMatchObject({ origin: null, confidentiality: "NON_CONFIDENTIAL" });
      expect(row["name"]).not.toBeNull();
    }
  });

  test("with numbers as texts and texts as numbers are read as what they mean", async () => {
    const createdAt = 1_700_000_000_000;
    rewriteRows("/opportunities", (row, index) => ({
      ...{ ...row, id: 1000 + index, name: 42, createdAt: String(createdAt), updatedAt: `${createdAt}` },
      ...{ lastInteractionAt: "never", lastAdvancedAt: 1e300 },
    }));
    const [row] = await rowsOf("externalId name createdAt updatedAt lastInteractionAt lastAdvancedAt");
    const time = new Date(createdAt).toISOString();
    expect(row).toMatchObject({ externalId: "1000", name: "42", lastInteractionAt: null, lastAdvancedAt: null });
    expect(Date.parse(String(row?.["createdAt"]))).toBe(Date.parse(time));
    expect(Date.parse(String(row?.["updatedAt"]))).toBe(Date.parse(time));
  });

  test("archived in the old shape, beside the row, are archived", async () => {
    const archivedAt = 1_690_000_000_000;
    const [reason] = subgraph.sandbox.data.archiveReasons.values();
    rewriteRows("/opportunities", ({ archived: _archived, ...row }) => ({
      ...{ ...row, archivedAt, archiveReason: reason?.id },
    }));
    const [row] = await rowsOf("archive { archivedAt reasonId reason { name } }");
    expect(row).toMatchObject({ archive: { reasonId: `${id}.${reason?.id}`, reason: { name: reason?.text } } });
    const archive = row?.["archive"] as { archivedAt: string };
    expect(Date.parse(archive.archivedAt)).toBe(archivedAt);
  });

  test("with members of the wrong kind keep what can be read", async () => {
    rewriteRows("/opportunities", (row) => ({
      ...{ ...row, emails: ["a@example.test", null, 7, {}], phones: [null, { value: "1" }, "2", {}], tags: "x" },
      ...{ links: [{ url: "y" }, "https://example.test"], stageChanges: [null, {}, { toStageId: "offer" }] },
      ...{ followers: [null, 5], owner: "", dataProtection: { store: { allowed: "yes" } }, archived: [] },
    }));
    const answer = await ask(
      subgraph,
      id,
      "opportunities(first: 2) { nodes { emails phones { value } tags links stageChanges { changedAt } owner { id } dataProtection { store { allowed } } archive { archivedAt } } }",
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data.atsConnection.opportunities.nodes[0]).toMatchObject({
      ...{ emails: ["a@example.test", "7"], tags: [], links: ["https://example.test"], stageChanges: [], owner: null },
    });
  });

  test.each(["o1\0", "\ud800", "../users?x=", "a.b"])(
    "with an id that can't be one, as %j, fail their field and leave nothing behind",
    async (odd) => {
      rewriteRows("/opportunities", (row, index) => (index === 1 ? { ...row, id: odd, contact: odd } : row));
      const answer = await ask(subgraph, id, "opportunities(first: 5) { nodes { id } }");
      expect(onlyError(answer).extensions).toMatchObject({ code: "ATS_BAD_RESPONSE", path: "id" });
      expect(subgraph.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    },
  );

  test.each(["id", "stage", "contact", "createdAt"])(
    "without %s fail their field, and nothing else",
    async (member) => {
      rewriteRows("/opportunities", (row, index) => (index === 1 ? { ...row, [member]: null } : row));
      const answer = await ask(subgraph, id, "name opportunities(first: 5) { nodes { id } } stages { name }");
      const { path, extensions } = onlyError(answer);
      expect(path?.slice(0, 2)).toEqual(["atsConnection", "opportunities"]);
      expect(extensions).toMatchObject({ code: "ATS_BAD_RESPONSE", connectionId: id, path: member, retryable: true });
      expect(answer.data.atsConnection).toMatchObject({ name: "Nimbus", stages: { length: 10 } });
    },
  );
});

describe("reference lists", () => {
  test("with words that Lever added have no meaning, and are rows all the same", async () => {
    rewriteRows("/archive_reasons", (row) => ({ ...row, type: "ghosted", status: "asleep" }));
    const { data, errors } = await ask(subgraph, id, "archiveReasons { id type }");
    expect(errors).toEqual([]);
    expect(data.atsConnection.archiveReasons).toHaveLength(12);
    for (const reason of data.atsConnection.archiveReasons as Members[]) expect(reason["type"]).toBeNull();
  });

  test("without a name, which they can't do without, are ATS_BAD_RESPONSE and say where", async () => {
    rewriteRows("/archive_reasons", (row) => ({ ...row, text: null }));
    const answer = await ask(subgraph, id, "archiveReasons { id } stages { name }");
    expect(onlyError(answer)).toMatchObject({
      path: ["atsConnection", "archiveReasons"],
      extensions: { code: "ATS_BAD_RESPONSE", path: "text" },
    });
    expect(answer.data.atsConnection).toMatchObject({ archiveReasons: null, stages: { length: 10 } });
  });

  test("with postings in states that Lever added have no state", async () => {
    rewriteRows("/postings", (row) => ({ ...row, state: "hibernating", categories: null, content: null, urls: null }));
    const { data, errors } = await ask(subgraph, id, "postings(first: 3) { nodes { title state team description } }");
    expect(errors).toEqual([]);
    for (const posting of data.atsConnection.postings.nodes as Members[]) {
      expect(posting).toMatchObject({ state: null, team: null, description: null });
    }
  });

  test.each<readonly [string, (body: Members) => unknown]>([
    ["without hasNext", ({ data }) => ({ data })],
    ["bare", ({ data }) => data],
    ["in two envelopes", (body) => ({ data: body })],
    ["with hasNext as null", ({ data }) => ({ data, hasNext: null, next: null })],
  ])("%s are read", async (_, rewrite) => {
    rewriteBody("/archive_reasons", rewrite);
    const { data, errors } = await ask(subgraph, id, "archiveReasons { name }");
    expect(errors).toEqual([]);
    expect(data.atsConnection.archiveReasons).toHaveLength(12);
  });

  test.each<readonly [string, (body: Members) => unknown]>([
    ["null", () => null],
    ["a text", () => "nothing"],
    ["an empty object", () => ({})],
    ["rows that are no objects", () => ({ data: [1, 2] })],
    ["data that is a text", () => ({ data: "rows" })],
    ["more without a way to it", ({ data }) => ({ data, hasNext: true })],
    ["an error under a 200", () => ({ code: "Oops", message: "canary-of-a-candidate" })],
  ])("that are %s are ATS_BAD_RESPONSE", async (_, rewrite) => {
    rewriteBody("/archive_reasons", rewrite);
    const answer = await ask(subgraph, id, "archiveReasons { name }");
    expect(onlyError(answer).extensions).toMatchObject({ code: "ATS_BAD_RESPONSE", connectionId: id });
    expect(answer.data.atsConnection.archiveReasons).toBeNull();
    expect(JSON.stringify(answer.errors)).not.toContain("canary");
  });

  test("that go round in a loop end in ATS_BAD_RESPONSE", async () => {
    let token: unknown;
    rewriteBody("/postings", (body) => {
      token ??= body["next"];
      const isInternalWalk = (body["data"] as Members[]).every(({ state }) => state === "published");
      return isInternalWalk ? body : { ...body, hasNext: true, next: token };
    });
    const answer = await ask(subgraph, id, "postings { nodes { title } }");
    expect(onlyError(answer).extensions).toMatchObject({ code: "ATS_BAD_RESPONSE", path: "next" });
    expect(subgraph.sandbox.calls("/postings").length).toBeLessThanOrEqual(4);
  });

  test("with a row twice show it once", async () => {
    rewriteBody("/archive_reasons", ({ data }) => ({ data: [...(data as Members[]), ...(data as Members[])] }));
    const { data } = await ask(subgraph, id, "archiveReasons { id }");
    expect(data.atsConnection.archiveReasons).toHaveLength(12);
  });
});
