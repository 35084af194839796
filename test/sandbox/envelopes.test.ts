import { expect, test } from "vitest";
import { EVERYTHING_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, idsOf, smallSandbox, some } from "./support.js";

const documented = () => smallSandbox({ envelopes: "documented" });
const bodyAt = async (sandbox: Sandbox, path: string): Promise<unknown> =>
  (await ask(sandbox, path, { key: EVERYTHING_KEY })).body;

test("files are a bare array", async () => {
  await using sandbox = await documented();
  const { id, opportunityId } = some(sandbox.data.files.values());
  const body = await bodyAt(sandbox, `/opportunities/${opportunityId}/files`);
  expect(idsOf(body as { id: string }[])).toContain(id);
  expect(await bodyAt(sandbox, `/opportunities/${opportunityId}/files/${id}`)).toMatchObject({ data: { id } });
});

test("a list of one form is the bare form, of several a bare array", async () => {
  await using sandbox = await documented();
  const forms = [...sandbox.data.profileForms.values()];
  const countOf = (opportunity: string) => forms.filter((row) => row.opportunityId === opportunity).length;
  const one = some(forms, ({ opportunityId }) => countOf(opportunityId) === 1);
  expect(await bodyAt(sandbox, `/opportunities/${one.opportunityId}/forms`)).toMatchObject({
    id: one.id,
    type: "form",
  });
  const several = some(forms, ({ opportunityId }) => countOf(opportunityId) > 1);
  expect(await bodyAt(sandbox, `/opportunities/${several.opportunityId}/forms`)).toHaveLength(2);
});

test("feedback templates are bare, and so is a single profile form template", async () => {
  await using sandbox = await documented();
  expect(await bodyAt(sandbox, "/feedback_templates")).toEqual([...sandbox.data.feedbackTemplates.values()]);
  expect(await bodyAt(sandbox, "/feedback_templates/no-feedback")).toMatchObject({ id: "no-feedback" });
  const [template] = sandbox.data.formTemplates.values();
  expect(await bodyAt(sandbox, `/form_templates/${template!.id}`)).toEqual(template);
  expect(await bodyAt(sandbox, "/form_templates")).toHaveProperty("data");
});

test("EEO responses are one level deeper, and the time of applying is a text", async () => {
  await using sandbox = await documented();
  for (const path of ["/eeo/responses", "/eeo/responses/pii"]) {
    const body = (await bodyAt(sandbox, path)) as { data: { eeoResponses: { appliedAt: unknown }[] } };
    expect(body.data.eeoResponses.length).toBeGreaterThan(0);
    expect(body.data.eeoResponses[0]!.appliedAt).toMatch(/^\d{13}$/);
  }
});

test("archive reasons of type hired are one object, the others a list", async () => {
  await using sandbox = await documented();
  const [hired] = sandbox.data.archiveReasons.values();
  expect(await bodyAt(sandbox, "/archive_reasons?type=hired")).toMatchObject({ data: hired });
  expect(await bodyAt(sandbox, "/archive_reasons?type=non-hired")).toMatchObject({ data: expect.any(Array) });
});

test("refusals and all other lists are as ever", async () => {
  await using sandbox = await documented();
  expect(await bodyAt(sandbox, "/feedback_templates/none")).toMatchObject({ code: "ResourceNotFound" });
  expect(await bodyAt(sandbox, "/stages")).toMatchObject({ data: expect.any(Array), hasNext: false });
});
