import { afterAll, describe, expect, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import { ask, objectOf, smallSandbox, some } from "./support.js";

const sandbox = await smallSandbox();
afterAll(() => sandbox[Symbol.asyncDispose]());
const { data } = sandbox;
const key = EVERYTHING_KEY;

describe("Lever docs, Interviews and Panels", () => {
  test("an interview names its panel; its opportunity only beside a calendar's link", async () => {
    for (const isInCalendar of [true, false]) {
      const row = some(data.interviews.values(), ({ gcalEventUrl }) => (gcalEventUrl !== undefined) === isInCalendar);
      const answer = objectOf(await ask(sandbox, `/opportunities/${row.opportunityId}/interviews/${row.id}`, { key }));
      const { opportunityId, ...others } = row;
      expect(answer).toEqual(isInCalendar ? { opportunityId, ...others } : others);
    }
  });

  test("a panel holds its interviews inline in a reduced form, from the first start to the last end", async () => {
    const [twice] = [...data.panels.values()].filter(
      ({ id }) => [...data.interviews.values()].filter(({ panel }) => panel === id).length > 1,
    );
    const answer = objectOf(await ask(sandbox, `/opportunities/${twice!.opportunityId}/panels/${twice!.id}`, { key }));
    const { opportunityId: _, ...panel } = twice!;
    expect(answer).toEqual({ ...panel, interviews: expect.any(Array) });
    const inside = answer.interviews as Record<string, unknown>[];
    const names = ["id", "subject", "note", "date", "duration", "location"];
    for (const interview of inside) {
      expect(Object.keys(interview)).toEqual([...names, "feedbackTemplate", "feedbackReminder", "interviewers"]);
    }
    expect(answer.start).toBe(inside[0]!.date);
    const ends = inside.map(({ date, duration }) => Number(date) + Number(duration) * 60_000);
    expect(answer.end).toBe(Math.max(...ends));
  });

  test("there are canceled ones, ones to come, and ones made by an integration", () => {
    const panels = [...data.panels.values()];
    some(panels, ({ canceledAt }) => canceledAt !== null);
    some(panels, ({ externallyManaged, externalUrl }) => externallyManaged && externalUrl !== null);
    some(panels, (panel) => !("feedbackReminder" in panel));
    some(data.interviews.values(), ({ feedbackTemplate }) => feedbackTemplate === "no-feedback");
  });
});

describe("Lever docs, Feedback and Form fields", () => {
  const fields = [...data.feedback.values()].flatMap((row) => row.fields);
  const valueOf = (type: string) => some(fields, (field) => field.type === type && field.value != null).value;

  test("has every type of field that feedback may have", () => {
    const types = ["code", "date", "dropdown", "multiple-choice", "multiple-select", "score", "scorecard", "text"];
    expect([...new Set(fields.map(({ type }) => type))].sort()).toEqual([...types, "textarea", "yes-no"]);
    expect(valueOf("multiple-select")).toEqual(expect.any(Array));
    expect(valueOf("date")).toEqual(expect.any(Number));
    expect(valueOf("scorecard")).toEqual([
      { score: expect.any(Number), comment: expect.any(String) },
      { score: expect.any(Number), comment: expect.any(String) },
    ]);
  });

  test("a rating comes back as a score with a text, a score with a number", () => {
    const scores = fields.filter(({ type, value }) => type === "score" && value != null);
    some(scores, ({ text, value }) => text === "Rating" && /^[1-4] - /.test(String(value)));
    some(scores, ({ text, value }) => text !== "Rating" && typeof value === "number");
  });

  test("some is by hand, some deleted, some not submitted yet, some spelled as in the documentation", () => {
    const rows = [...data.feedback.values()];
    some(rows, ({ interview, panel, type }) => interview === null && panel === null && type !== "interview");
    some(rows, ({ completedAt }) => completedAt === null);
    some(rows, ({ deletedAt }) => deletedAt !== null);
    some(rows, ({ updatedAt }) => updatedAt === null);
    some(rows, ({ type }) => type === "assigment");
  });

  test("is sent as it is, without its opportunity", async () => {
    const { opportunityId, ...feedback } = some(data.feedback.values(), ({ interview }) => interview !== null);
    const answer = await ask(sandbox, `/opportunities/${opportunityId}/feedback/${feedback.id}`, { key });
    expect(objectOf(answer)).toEqual(feedback);
  });
});

describe("Lever docs, Profile forms and Referrals", () => {
  test("a profile form is of type form and has its template's fields", async () => {
    const { opportunityId, ...form } = some(data.profileForms.values());
    const answer = objectOf(await ask(sandbox, `/opportunities/${opportunityId}/forms/${form.id}`, { key }));
    expect(answer).toEqual({ ...form, type: "form" });
    const template = data.formTemplates.get(form.baseTemplateId);
    expect(form.fields.map(({ id }) => id)).toEqual(template?.fields.map(({ id }) => id));
    some(data.profileForms.values(), ({ fields }) => fields.some(({ type }) => type === "currency"));
  });

  test("a referrer may be a user, or nothing but a text; fields of old have no id", async () => {
    const referrals = [...data.referrals.values()];
    const byUser = some(referrals, ({ referrer }) => referrer !== null);
    expect(byUser.fields[0]!.value).toBe(data.users.get(byUser.referrer ?? "")?.name);
    some(referrals, ({ referrer, fields }) => referrer === null && typeof fields[0]!.value === "string");
    const old = some(referrals, ({ fields }) => fields.every((field) => !("id" in field)));
    const answer = objectOf(await ask(sandbox, `/opportunities/${old.opportunityId}/referrals/${old.id}`, { key }));
    expect(answer).not.toHaveProperty("deletedAt");
    expect(answer.fields).toEqual(old.fields);
  });
});

describe("Lever docs, Applications and Posting forms", () => {
  const ofType = (type: string) => [...data.applications.values()].filter((row) => row.type === type);

  test("those who applied answered the posting's own questions, a file among them", async () => {
    const row = some(ofType("posting"), ({ customQuestions }) => customQuestions?.length === 2);
    const [answer] = (await ask(sandbox, `/opportunities/${row.opportunityId}/applications`, { key })).body
      .data as Record<string, unknown>[];
    const form = data.applyForms.get(row.posting ?? "");
    expect(answer!.customQuestions).toMatchObject(
      form!.customQuestions.map(({ id, text, fields }) => ({
        ...{ type: "posting", text, baseTemplateId: id, stage: null, createdAt: row.createdAt },
        fields: fields.map((field) => ({ id: field.id, type: field.type })),
      })),
    );
    const fields = ofType("posting").flatMap(
      ({ customQuestions }) => customQuestions?.flatMap((its) => its.fields) ?? [],
    );
    expect(some(fields, ({ type, value }) => type === "file-upload" && value != null).value).toEqual({
      ...{ id: expect.any(String), name: "cover-letter.pdf", ext: ".pdf", size: expect.any(Number) },
      uploadedAt: expect.any(Number),
    });
    some(fields, ({ type, value }) => type === "file-upload" && value === null);
    some(fields, ({ type, value }) => type === "university" && typeof value === "string");
  });

  test("the form of those who were referred comes raw", () => {
    const { customQuestions } = some(ofType("referral"), (row) => row.customQuestions != null);
    expect(customQuestions).toEqual([
      expect.objectContaining({ type: "referral", accountId: expect.any(String), referrerId: expect.anything() }),
    ]);
    expect(customQuestions![0]!.fields[0]).toMatchObject({ isSummary: false, summaryText: "" });
  });

  test("those whom a user added have none", () => {
    some(ofType("user"), ({ customQuestions }) => customQuestions?.length === 0);
    some(ofType("user"), ({ customQuestions }) => customQuestions === null);
  });

  test("the company is a company, not the headline", () => {
    for (const { company, opportunityId } of data.applications.values()) {
      const headline = data.contacts.get(data.opportunities.get(opportunityId)?.contact ?? "")?.headline ?? "";
      expect(company === null || (!company.includes(",") && headline.split(", ").includes(company))).toBe(true);
    }
    const priya = some(data.contacts.values(), ({ name }) => name === "Priya Raman");
    const applied = some(
      data.applications.values(),
      (row) => row.type === "posting" && data.opportunities.get(row.opportunityId)?.contact === priya.id,
    );
    expect(applied.company).toBe("Halcyon Drones");
  });

  test("those who were hired for a requisition name it", () => {
    const { requisitionForHire, archived } = some(data.applications.values(), (row) => row.requisitionForHire !== null);
    expect(data.archiveReasons.get(archived?.reason ?? "")?.type).toBe("hired");
    const requisition = data.requisitions.get(requisitionForHire!.id);
    expect(requisition?.requisitionCode).toBe(requisitionForHire!.requisitionCode);
    expect(requisition?.headcountHired).toBeGreaterThan(0);
  });
});
