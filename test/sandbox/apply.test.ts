import { describe, expect, test } from "vitest";
import type { ApplyFormRecord } from "../../sandbox/records/apply-form.record.js";
import { FINDEM_KEY, PLAIN_KEY, READ_ONLY_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, refusalOf, rowsOf, smallSandbox, some } from "./support.js";

const FULL_NAME = { name: "fullName", value: "Ida Moen" };
const EMAIL = { name: "email", value: "Ida.Moen@example.test" };

function published(sandbox: Sandbox) {
  const posting = some(sandbox.data.postings.values(), (row) => row.confidentiality === "non-confidential");
  posting.state = "published";
  const known = sandbox.data.applyForms.get(posting.id);
  if (!known) throw new Error("The seed has no form of it");
  const form: ApplyFormRecord = { ...known, personalInformation: known.personalInformation.filter(isWanted), urls: [] };
  form.customQuestions = [];
  sandbox.data.applyForms.set(posting.id, form);
  return { posting, form, path: `/postings/${posting.id}/apply` };
}

const isWanted = ({ name }: { readonly name: string }): boolean => ["fullName", "email", "resume"].includes(name);

function optional(form: ApplyFormRecord): void {
  form.personalInformation = form.personalInformation.map((question) => ({ ...question, required: false }));
}

const post = (body: unknown) => ({ method: "POST", body });
const application = (more: object = {}) => ({ personalInformation: [FULL_NAME, EMAIL], ...more });

async function uploaded(sandbox: Sandbox, filename = "cv.pdf", key = FINDEM_KEY): Promise<Response> {
  const form = new FormData();
  form.append("file", new File(["%PDF-1.7 of Ida"], filename, { type: "application/pdf" }));
  return fetch(`${sandbox.url}/uploads`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` },
    body: form,
  });
}

describe("Lever docs, Apply to a posting", () => {
  test("makes a person, a candidacy and an application, and answers with its id alone", async () => {
    await using sandbox = await smallSandbox();
    const { posting, form, path } = published(sandbox);
    optional(form);
    const made = await ask(sandbox, `${path}?send_confirmation_email=true`, post(application({ source: "Findem" })));
    expect(made.status).toBe(201);
    const { applicationId } = made.body.data as { applicationId: string };
    expect(made.body.data).toEqual({ applicationId });
    const query = `email=ida.moen@example.test&posting_id=${posting.id}&expand=applications`;
    const [row] = rowsOf(await ask(sandbox, `/opportunities?${query}`));
    expect(row).toMatchObject({
      name: "Ida Moen",
      stage: "applicant-new",
      origin: "applied",
      sources: ["Findem"],
      applications: [{ id: applicationId, type: "posting", posting: posting.id, email: EMAIL.value }],
    });
  });

  test("joins somebody who is known by the address, and keeps the answers to the posting's own questions", async () => {
    await using sandbox = await smallSandbox();
    const { form, path } = published(sandbox);
    optional(form);
    const field = { id: "q1", type: "text", text: "Why?", required: true, value: null };
    form.customQuestions = [{ id: "s1", text: "Set", fields: [field] }];
    const customQuestions = [{ id: "s1", fields: [{ value: "Because" }] }];
    const people = sandbox.data.contacts.size;
    const priya = [FULL_NAME, { name: "email", value: "priya.raman@example.test" }];
    const made = await ask(sandbox, path, post({ personalInformation: priya, customQuestions }));
    const { applicationId } = made.body.data as { applicationId: string };
    expect(sandbox.data.contacts.size).toBe(people);
    const kept = sandbox.data.applications.get(applicationId);
    expect(kept?.customQuestions).toMatchObject([{ type: "posting", fields: [{ id: "q1", value: "Because" }] }]);
  });

  test.each([
    [{ personalInformation: undefined }, "400 Is required at /personalInformation"],
    [{ personalInformation: [EMAIL] }, "400 Is required at /personalInformation/fullName"],
    [{ personalInformation: [EMAIL, FULL_NAME] }, "400 Must be in the order of the form at /personalInformation"],
    [
      { personalInformation: [FULL_NAME, { name: "email", value: "i" }] },
      "400 Email address is not valid at /personalInformation",
    ],
    [
      { personalInformation: [FULL_NAME, EMAIL, { name: "shoe", value: "1" }] },
      "400 The form has no such question at /personalInformation/2",
    ],
    [
      { personalInformation: [FULL_NAME, EMAIL, { name: "resume", value: "x" }] },
      "400 Is no address of an upload at /personalInformation/resume",
    ],
    [{ customQuestions: [{ id: "x", fields: [] }] }, "400 Must hold all sets of questions at /customQuestions"],
    [{ urls: [{ name: "LinkedIn", value: "x" }] }, "400 The form has no such question at /urls/0"],
    [
      { consent: { store: { provided: true, compliancePolicyId: "x" } } },
      "400 Is not the form's policy at /consent/store/compliancePolicyId",
    ],
    [{ origin: "sourced" }, "400 Must be one of: applied, internal at /origin"],
    [{ perform_as: "x" }, "400 Unknown property at /perform_as"],
  ])("refuses %j", async (change, refusal) => {
    await using sandbox = await smallSandbox();
    const { form, path } = published(sandbox);
    optional(form);
    const before = sandbox.data.applications.size;
    expect(refusalOf(await ask(sandbox, path, post(application(change))))).toBe(refusal);
    expect(sandbox.data.applications.size).toBe(before);
  });

  test("is for published and internal postings, for keys that may, and for what they may see", async () => {
    await using sandbox = await smallSandbox();
    const { posting, form, path } = published(sandbox);
    optional(form);
    expect((await ask(sandbox, path, { ...post(application()), key: READ_ONLY_KEY })).status).toBe(403);
    posting.confidentiality = "confidential";
    expect((await ask(sandbox, path, { ...post(application()), key: PLAIN_KEY })).status).toBe(403);
    posting.state = "closed";
    expect((await ask(sandbox, path, post(application()))).status).toBe(400);
  });

  test("more than two a second of one key are refused; other calls are not", async () => {
    await using sandbox = await smallSandbox();
    const { form, path } = published(sandbox);
    optional(form);
    const all = await Promise.all([1, 2, 3, 4].map(() => ask(sandbox, path, post(application()))));
    const statuses = all.map(({ status }) => status).sort();
    expect(statuses.slice(0, 2)).toEqual([201, 201]);
    expect(statuses).toContain(429);
    expect((await ask(sandbox, path)).status).toBe(200);
  });
});

describe("Lever docs, Uploads", () => {
  test("a file is kept for a day, and becomes the resume of the application that names it", async () => {
    await using sandbox = await smallSandbox();
    const { path } = published(sandbox);
    const response = await uploaded(sandbox);
    expect(response.status).toBe(201);
    const { data } = (await response.json()) as { data: { id: string; uri: string; filename: string; size: number } };
    expect(data).toMatchObject({ filename: "cv.pdf", size: 15, uri: `https://api.lever.co/v1/uploads/${data.id}` });
    const personalInformation = [FULL_NAME, EMAIL, { name: "resume", value: data.uri }];
    const made = await ask(sandbox, path, post({ personalInformation }));
    const { applicationId } = made.body.data as { applicationId: string };
    const opportunity = sandbox.data.applications.get(applicationId)?.opportunityId ?? "";
    const [resume] = rowsOf(await ask(sandbox, `/opportunities/${opportunity}/resumes`));
    expect(resume).toMatchObject({ file: { name: "cv.pdf", ext: "pdf", size: 15 } });
    some(sandbox.data.uploads.values()).expiresAt = 0;
    expect((await ask(sandbox, path, post({ personalInformation }))).status).toBe(400);
  });

  test("other files, other bodies and keys that may not apply are refused", async () => {
    await using sandbox = await smallSandbox();
    expect((await uploaded(sandbox, "cv.exe")).status).toBe(400);
    expect((await uploaded(sandbox, "cv.pdf", READ_ONLY_KEY)).status).toBe(403);
    expect((await ask(sandbox, "/uploads", post({ file: "x" }))).status).toBe(400);
    expect(sandbox.data.uploads.size).toBe(0);
  });
});
