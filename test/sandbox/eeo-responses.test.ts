import { afterAll, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import { DAY_MS } from "../../sandbox/seed/time-spans.js";
import { ask, NOW, type Row, rowsOf, smallSandbox, some, walk } from "./support.js";

const sandbox = await smallSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());
const { data } = sandbox;
const responses = [...data.eeoResponses.values()];
const key = EVERYTHING_KEY;
const PERSONAL = [
  "contact",
  "opportunityId",
  "opportunityOwner",
  "posting",
  "hiringManager",
  "hiredDate",
  "origin",
  "id",
];

describe("Lever docs, EEO responses with their PII", () => {
  test("without bounds those of the last week come, as a list", async () => {
    const answer = await ask(sandbox, "/eeo/responses/pii");
    const recent = responses.filter(({ createdAt }) => createdAt > NOW - 7 * DAY_MS);
    expect(
      rowsOf(answer)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(recent.map(({ id }) => id).sort());
    expect(recent.length).toBeGreaterThan(1);
    expect(recent.length).toBeLessThan(responses.length / 2);
    expect(answer.body.hasNext).toBe(false);
  });

  test("created_at_start and created_at_end are inclusive", async () => {
    expect(await walk(sandbox, "/eeo/responses/pii?created_at_start=0&limit=10")).toHaveLength(responses.length);
    const [one] = responses.filter(({ createdAt }) => createdAt < NOW - 100 * DAY_MS);
    const range = `created_at_start=${one!.createdAt}&created_at_end=${one!.createdAt}`;
    expect(rowsOf(await ask(sandbox, `/eeo/responses/pii?${range}`)).map(({ id }) => id)).toEqual([one!.id]);
    expect((await ask(sandbox, "/eeo/responses/pii?fromDate=0")).status).toBe(400);
  });

  test("a response holds its opportunity's data; what wasn't answered is missing", async () => {
    const rows = await walk(sandbox, "/eeo/responses/pii?created_at_start=0");
    for (const row of rows) {
      const opportunity = data.opportunities.get(String(row.opportunityId));
      expect(row).toMatchObject({
        contact: opportunity?.contact,
        currentStage: opportunity?.stage,
        origin: opportunity?.origin,
      });
      expect(data.applications.get(String(row.applicationId))?.posting).toBe(row.posting);
      expect(typeof row.appliedAt).toBe("number");
    }
    for (const name of ["gender", "race", "veteran", "disability", "eeoSurveyRespondedAt"]) {
      some(rows, (row) => !(name in row));
      some(rows, (row) => name in row);
    }
    some(rows, ({ disabilitySignatureDate }) => /^\d\d\/\d\d\/\d{4}$/.test(String(disabilitySignatureDate)));
    some(rows, ({ hiredDate }) => hiredDate !== null);
    some(rows, ({ hiringManager }) => hiringManager === null);
  });

  test("contact, posting and hiringManager can be expanded, opportunityId can't", async () => {
    const path = "/eeo/responses/pii?created_at_start=0&expand=contact&expand=posting&expand=hiringManager";
    const isActive = (id: string | null | undefined) => data.users.get(id ?? "")?.deactivatedAt === null;
    const row = some(await walk(sandbox, path), ({ opportunityId }) => {
      const [application = ""] = data.opportunities.get(String(opportunityId))!.applications;
      return isActive(data.postings.get(data.applications.get(application)?.posting ?? "")?.hiringManager);
    });
    const opportunity = data.opportunities.get(String(row.opportunityId))!;
    expect(row).toMatchObject({
      contact: { id: opportunity.contact, name: data.contacts.get(opportunity.contact)?.name },
      posting: { text: row.applicationTitle },
      hiringManager: { email: expect.any(String) },
    });
    expect((await ask(sandbox, "/eeo/responses/pii?expand=opportunityId")).status).toBe(400);
  });

  test("without access to confidential data those of confidential opportunities are left out", async () => {
    const isHidden = (row: Row) =>
      data.opportunities.get(String(row.opportunityId))?.confidentiality === "confidential";
    const path = "/eeo/responses/pii?created_at_start=0";
    const all = await walk(sandbox, path);
    const open = await walk(sandbox, path, { key: PLAIN_KEY });
    expect(open).toEqual(all.filter((row) => !isHidden(row)));
    expect(open.length).toBeLessThan(all.length);
  });
});

describe("Lever docs, EEO responses", () => {
  test("are anonymous, and bounded by fromDate and toDate", async () => {
    const rows = await walk(sandbox, "/eeo/responses?fromDate=0", { key });
    expect(rows).toHaveLength(responses.length);
    for (const row of rows) for (const name of PERSONAL) expect(row).not.toHaveProperty(name);
    some(rows, ({ applicationArchivedAt }) => applicationArchivedAt !== null);
    expect(rowsOf(await ask(sandbox, `/eeo/responses?fromDate=0&toDate=1`, { key }))).toEqual([]);
    expect((await ask(sandbox, "/eeo/responses?expand=contact", { key })).status).toBe(400);
  });

  test("are another permission than the others", async () => {
    expect((await ask(sandbox, "/eeo/responses", { key: FINDEM_KEY })).status).toBe(403);
    sandbox.addKey({ apiKey: "eeo", name: "eeo", permissions: ["find all eeo responses"], confidential: false });
    expect((await ask(sandbox, "/eeo/responses", { key: "eeo" })).status).toBe(200);
    expect((await ask(sandbox, "/eeo/responses/pii", { key: "eeo" })).status).toBe(403);
  });
});
