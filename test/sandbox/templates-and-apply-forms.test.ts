import { afterAll, describe, expect, test } from "vitest";
import type { ApplyFormRecord } from "../../sandbox/records/apply-form.record.js";
import { EVERYTHING_KEY, FINDEM_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import { ask, objectOf, rowsOf, smallSandbox, some } from "./support.js";

const sandbox = await smallSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());
const { data } = sandbox;
const key = EVERYTHING_KEY;

describe("Lever docs, Feedback templates", () => {
  test("the list starts with the account's default, which asks nothing and has no times", async () => {
    const rows = rowsOf(await ask(sandbox, "/feedback_templates"));
    expect(rows).toEqual([...data.feedbackTemplates.values()]);
    expect(rows[0]).toEqual({
      ...{ id: "no-feedback", text: "No feedback form", instructions: "", group: null, stage: null, fields: [] },
    });
    expect(new Set(rows.map(({ group }) => (typeof group === "object" ? typeof group : group)))).toContain("");
  });

  test("all others have exactly one rating", () => {
    for (const { id, fields } of data.feedbackTemplates.values()) {
      const ratings = fields.filter(({ type }) => type === "score-system");
      expect(ratings).toHaveLength(id === "no-feedback" ? 0 : 1);
    }
  });

  test("a single one has a permission that Findem doesn't ask for", async () => {
    expect((await ask(sandbox, "/feedback_templates/no-feedback", { key: FINDEM_KEY })).status).toBe(403);
    const template = some(data.feedbackTemplates.values(), ({ group }) => typeof group === "object" && group !== null);
    expect(objectOf(await ask(sandbox, `/feedback_templates/${template.id}`, { key }))).toEqual(template);
    expect((await ask(sandbox, "/feedback_templates/none", { key })).body.message).toBe(
      "feedback_templates none was not found",
    );
  });
});

describe("Lever docs, Profile form templates", () => {
  test("are another permission; some times are texts", async () => {
    expect((await ask(sandbox, "/form_templates", { key: FINDEM_KEY })).status).toBe(403);
    const rows = rowsOf(await ask(sandbox, "/form_templates", { key }));
    expect(rows).toEqual([...data.formTemplates.values()]);
    expect(new Set(rows.map(({ createdAt }) => typeof createdAt))).toEqual(new Set(["number", "string"]));
    expect(rows[0]).not.toHaveProperty("stage");
    expect(objectOf(await ask(sandbox, `/form_templates/${rows[0]!.id}`, { key }))).toEqual(rows[0]);
  });

  test("include leaves out everything else but the id", async () => {
    const [row] = rowsOf(await ask(sandbox, "/form_templates?include=text&include=group", { key }));
    expect(Object.keys(row!)).toEqual(["id", "text", "group"]);
  });

  test("come over pages", async () => {
    const first = await ask(sandbox, "/form_templates?limit=1", { key });
    expect([rowsOf(first).length, first.body.hasNext]).toEqual([1, true]);
  });
});

describe("Lever docs, Posting application questions", () => {
  const isOpen = ({ id }: ApplyFormRecord) => data.postings.get(id)?.confidentiality === "non-confidential";
  const forms = [...data.applyForms.values()].filter(isOpen);
  const formAt = async (id: string, query = "") => objectOf(await ask(sandbox, `/postings/${id}/apply${query}`));

  test("has the posting's title, the questions, and what is asked of everybody", async () => {
    const form = some(forms, ({ eeoQuestions, consentDisclosures }) => !eeoQuestions && !consentDisclosures);
    const { id, customQuestions, personalInformation, urls } = form;
    const text = data.postings.get(id)?.text;
    expect(await formAt(id)).toEqual({ id, text, customQuestions, personalInformation, urls });
    expect(personalInformation.filter(({ required }) => required).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["fullName", "email"]),
    );
  });

  test("EEO questions are there in the US only, and with a location only if they apply there", async () => {
    const isMixed = ({ id, eeoLocations }: ApplyFormRecord) =>
      eeoLocations.length > 0 && data.postings.get(id)!.categories.allLocations.length > eeoLocations.length;
    const { id, eeoLocations } = some(forms, isMixed);
    const names = ["gender", "race", "veteran", "disability", "disabilitySignature", "disabilitySignatureDate"];
    expect(Object.keys((await formAt(id)).eeoQuestions as object)).toEqual(names);
    const elsewhere = data.postings.get(id)!.categories.allLocations.find((its) => !eeoLocations.includes(its))!;
    expect(await formAt(id, `?location=${encodeURIComponent(elsewhere)}`)).not.toHaveProperty("eeoQuestions");
    const here = encodeURIComponent(eeoLocations[0] ?? "");
    expect(await formAt(id, `?location=${here}`)).toHaveProperty("eeoQuestions");
  });

  test("consent is disclosed in Europe, one of the two hidden, without a statement", async () => {
    const { id } = some(forms, ({ consentDisclosures }) => consentDisclosures !== undefined);
    const { store, marketing } = (await formAt(id)).consentDisclosures as Record<string, object>;
    expect(store).toMatchObject({ displayState: "MANDATORY_DISCLOSURE_SHOWN", statement: expect.any(String) });
    expect(marketing).toEqual({ displayState: "ASSUMED_DISCLOSURE_HIDDEN", compliancePolicyId: expect.any(String) });
  });

  test("distribution leaves out what the other site asks; what doesn't say is asked on both", async () => {
    const { id } = some(forms, ({ customQuestions }) => customQuestions.length === 2);
    const textsOf = async (query: string) =>
      ((await formAt(id, query)).customQuestions as { fields: { text: string }[] }[]).flatMap(({ fields }) =>
        fields.map(({ text }) => text),
      );
    const all = await textsOf("");
    expect(await textsOf("?distribution=external")).toEqual(all.filter((text) => text !== "Your manager's name"));
    expect(await textsOf("?distribution=internal")).toEqual(all.filter((text) => text !== "Why us?"));
    expect((await ask(sandbox, `/postings/${id}/apply?distribution=public`)).status).toBe(400);
  });

  test("of several locations one is asked for", () => {
    const several = some(forms, ({ id }) => data.postings.get(id)!.categories.allLocations.length > 1);
    expect(several.personalInformation.map(({ name }) => name)).toContain("preferredPostingLocation");
  });

  test("has a permission of its own; a confidential posting's needs access", async () => {
    const [form] = forms;
    const permissions = ["find a posting"];
    sandbox.addKey({ apiKey: "posting", name: "posting", permissions, confidential: false });
    expect((await ask(sandbox, `/postings/${form!.id}/apply`, { key: "posting" })).status).toBe(403);
    const hidden = some(data.postings.values(), ({ confidentiality }) => confidentiality === "confidential");
    expect((await ask(sandbox, `/postings/${hidden.id}/apply`, { key: PLAIN_KEY })).status).toBe(403);
    expect((await ask(sandbox, `/postings/${hidden.id}/apply`)).status).toBe(200);
    expect((await ask(sandbox, "/postings/none/apply")).body.message).toBe("postings none was not found");
  });
});
