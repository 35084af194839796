import { afterAll, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY } from "../../sandbox/keys.js";
import { ask, idsOf, NOW, objectOf, refusalOf, rowsOf, smallSandbox, some, walk } from "./support.js";

const sandbox = await smallSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());

const { data } = sandbox;
const key = EVERYTHING_KEY;
const confidential = some(data.opportunities.values(), (row) => row.confidentiality === "confidential");

/** A kind: the last word of its path, its rows, and the names of its permissions (null: there is no such endpoint). */
const KINDS = [
  ["resumes", data.resumes, "find all opportunity resumes", "find an opportunity resume"],
  ["files", data.files, "find all opportunity files", "find an opportunity file"],
  ["notes", data.notes, "find all opportunity notes", "find an opportunity note"],
  ["interviews", data.interviews, "find all opportunity interviews", "find an opportunity interview"],
  ["panels", data.panels, "find all opportunity panels", "find an opportunity panel"],
  ["feedback", data.feedback, "find all opportunity feedback", "find an opportunity feedback"],
  ["forms", data.profileForms, "find all opportunity forms", "find an opportunity form"],
  ["offers", data.offers, "find all opportunity offers", null],
  ["referrals", data.referrals, "find all opportunity referrals", "find an opportunity referral"],
  ["applications", data.applications, "find all opportunity applications", "find an opportunity application"],
] as const;

const twinOf = (permission: string) =>
  permission.replace("an opportunity", "a candidate").replace("opportunity", "candidate");

/** What a key with this one permission gets. */
async function statusWith(permission: string, path: string): Promise<number> {
  sandbox.addKey({ apiKey: permission, name: permission, permissions: [permission], confidential: false });
  return (await ask(sandbox, path, { key: permission })).status;
}

describe.each(KINDS)("Lever docs, %s of an opportunity", (segment, rows, listPermission, singlePermission) => {
  const part = some<{ readonly id: string; readonly opportunityId: string }>(
    rows.values(),
    ({ opportunityId }) => data.opportunities.get(opportunityId)?.confidentiality === "non-confidential",
  );
  const of = part.opportunityId;
  const list = `/opportunities/${of}/${segment}`;
  const single = `${list}/${part.id}`;
  const other = some(
    data.opportunities.values(),
    ({ id, confidentiality }) => id !== of && confidentiality === "non-confidential",
  );

  test("the list holds those of the opportunity and no others, page by page", async () => {
    const own = [...rows.values()].filter(({ opportunityId }) => opportunityId === of);
    expect(idsOf(await walk(sandbox, list, { key }))).toEqual(idsOf(own));
    expect(idsOf(await walk(sandbox, `${list}?limit=1`, { key }))).toEqual(idsOf(own));
  });

  test("each has a permission of its own, and so has each deprecated twin", async () => {
    const candidateList = `/candidates/${of}/${segment}`;
    expect(await statusWith(listPermission, list)).toBe(200);
    expect(await statusWith(listPermission, candidateList)).toBe(403);
    expect(await statusWith(twinOf(listPermission), candidateList)).toBe(200);
    expect(await statusWith(twinOf(listPermission), list)).toBe(403);
    if (singlePermission === null) return;
    expect(await statusWith(listPermission, single)).toBe(403);
    expect(await statusWith(singlePermission, single)).toBe(200);
    expect(await statusWith(twinOf(singlePermission), `${candidateList}/${part.id}`)).toBe(200);
  });

  test("the deprecated twin answers the same", async () => {
    const answer = await ask(sandbox, `/candidates/${of}/${segment}`, { key });
    expect(answer.body).toEqual((await ask(sandbox, list, { key })).body);
  });

  test("a single one is the one of the list; it is not found at another opportunity", async () => {
    const listed = some(await walk(sandbox, list, { key }), ({ id }) => id === part.id);
    const answer = await ask(sandbox, single, { key });
    if (singlePermission === null) {
      expect(answer.status).toBe(404);
      return;
    }
    expect(objectOf(answer)).toEqual(listed);
    const elsewhere = await ask(sandbox, `/opportunities/${other.id}/${segment}/${part.id}`, { key });
    expect(refusalOf(elsewhere)).toBe(`404 ${segment} ${part.id} was not found`);
    expect((await ask(sandbox, `${list}/nothing`, { key })).status).toBe(404);
  });

  test("of an unknown opportunity it is 404, of a deleted one, too, of a confidential one 403 without access", async () => {
    expect(refusalOf(await ask(sandbox, `/opportunities/x/${segment}`, { key }))).toBe(
      "404 opportunities x was not found",
    );
    const [gone = ""] = data.deletedOpportunities.keys();
    expect((await ask(sandbox, `/opportunities/${gone}/${segment}`, { key })).status).toBe(404);
    const hidden = `/opportunities/${confidential.id}/${segment}`;
    expect((await ask(sandbox, hidden, { key })).status).toBe(200);
    expect(await statusWith(listPermission, hidden)).toBe(403);
  });

  test("include leaves the rest out, and what isn't documented can't be expanded", async () => {
    const [first] = rowsOf(await ask(sandbox, `${list}?include=id`, { key }));
    expect(Object.keys(first ?? {})).toEqual(["id"]);
    for (const name of ["opportunityId", "baseTemplateId", "panel", "fields"]) {
      expect((await ask(sandbox, `${list}?expand=${name}`, { key })).status).toBe(400);
    }
    expect((await ask(sandbox, `${list}?limit=101`, { key })).status).toBe(400);
  });
});

describe("Lever docs, Expand", () => {
  const isActive = (id: string | null) => data.users.get(id ?? "")?.deactivatedAt === null;

  test.each([
    ["notes", "user", data.notes],
    ["feedback", "user", data.feedback],
    ["forms", "user", data.profileForms],
    ["interviews", "user", data.interviews],
    ["panels", "user", data.panels],
    ["referrals", "user", data.referrals],
    ["referrals", "referrer", data.referrals],
    ["offers", "creator", data.offers],
  ] as const)(
    "of %s: %s becomes the user, and stays an id where the user is deactivated",
    async (segment, name, rows) => {
      const userIn = (row: object) => (row as Readonly<Record<string, string | null>>)[name] ?? null;
      const isKnown = (row: object) => isActive(userIn(row));
      const active = some<{ id: string; opportunityId: string }>(rows.values(), isKnown);
      const path = `/opportunities/${active.opportunityId}/${segment}`;
      for (const row of await walk(sandbox, `${path}?expand=${name}`, { key })) {
        const id = userIn(rows.get(row.id) ?? {});
        expect(row[name]).toEqual(isActive(id) ? data.users.get(id ?? "") : id);
      }
    },
  );

  test.each([
    ["forms", data.profileForms],
    ["interviews", data.interviews],
    ["panels", data.panels],
    ["referrals", data.referrals],
  ] as const)("of %s: stage becomes the stage", async (segment, rows) => {
    const row = some<{ id: string; opportunityId: string; stage: string | null }>(
      rows.values(),
      (its) => its.stage !== null,
    );
    const answer = await ask(sandbox, `/opportunities/${row.opportunityId}/${segment}/${row.id}?expand=stage`, { key });
    expect(objectOf(answer).stage).toEqual(data.stages.get(row.stage ?? ""));
  });

  test("of interviews: postings and feedbackForms; the latter stay ids for a key that may read no feedback", async () => {
    const row = some(data.interviews.values(), (its) => its.feedbackForms.length > 0 && its.postings.length > 0);
    const path = `/opportunities/${row.opportunityId}/interviews/${row.id}?expand=postings&expand=feedbackForms`;
    expect(objectOf(await ask(sandbox, path, { key }))).toMatchObject({
      postings: row.postings.map((id) => ({ id, text: data.postings.get(id)?.text })),
      feedbackForms: row.feedbackForms.map((id) => ({ id, fields: data.feedback.get(id)?.fields })),
    });
    expect(objectOf(await ask(sandbox, path, { key: FINDEM_KEY })).feedbackForms).toEqual(row.feedbackForms);
  });
});

test("more notes than go on a page come over pages, newest first, deleted and secret ones among them", async () => {
  const chloe = some(data.contacts.values(), ({ name }) => name === "Chloë O'Brien");
  const { id } = some(data.opportunities.values(), ({ contact }) => contact === chloe.id);
  const path = `/opportunities/${id}/notes`;
  const first = await ask(sandbox, path);
  expect([rowsOf(first).length, first.body.hasNext]).toEqual([100, true]);
  const notes = await walk(sandbox, path);
  expect(notes).toHaveLength(130);
  const times = notes.map(({ createdAt }) => Number(createdAt));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(notes.some(({ deletedAt }) => deletedAt !== null)).toBe(true);
  expect(notes.some(({ secret }) => secret === true)).toBe(true);
  expect(notes.some(({ fields }) => Array.isArray(fields) && fields.length > 1)).toBe(true);
  expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
});

test("what a test changes is what the next request sees", async () => {
  await using own = await smallSandbox();
  const note = some(own.data.notes.values());
  const path = `/opportunities/${note.opportunityId}/notes/${note.id}`;
  note.text = "Changed";
  expect(objectOf(await ask(own, path)).text).toBe("Changed");
  own.data.notes.delete(note.id);
  expect((await ask(own, path)).status).toBe(404);
});
