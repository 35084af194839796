import { describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, PLAIN_KEY } from "../../sandbox/keys.js";
import type { Sandbox } from "../../sandbox/start-sandbox.js";
import { ask, objectOf, refusalOf, smallSandbox, some } from "./support.js";

function relocation(sandbox: Sandbox) {
  const template = some(sandbox.data.formTemplates.values(), ({ text }) => text === "Relocation");
  const row = some(sandbox.data.opportunities.values(), (its) => its.confidentiality === "non-confidential");
  const user = some(sandbox.data.users.values(), ({ deactivatedAt }) => deactivatedAt === null);
  const values = ["no", null, 1, "Berlin"];
  const fields = template.fields.map(({ type, text, description, required }, place) => ({
    ...{ type, text, description, required },
    value: values[place],
  }));
  return { template, row, user, fields, body: { baseTemplateId: template.id, fields } };
}

const post = (body: unknown, key = EVERYTHING_KEY) => ({ method: "POST", body, key });

describe("Lever docs, Create a profile form", () => {
  test("makes a form of all of the template's fields, by either path", async () => {
    await using sandbox = await smallSandbox();
    const { template, row, user, body } = relocation(sandbox);
    const made = await ask(sandbox, `/opportunities/${row.id}/forms?perform_as=${user.id}`, post(body));
    expect(made.status).toBe(201);
    expect(objectOf(made)).toMatchObject({ text: "Relocation", baseTemplateId: template.id, user: user.id });
    expect(objectOf(made)).not.toHaveProperty("type");
    const form = sandbox.data.profileForms.get(objectOf(made).id);
    expect(form?.fields.map(({ value }) => value)).toEqual(["no", null, 1, "Berlin"]);
    const twin = await ask(sandbox, `/candidates/${row.id}/forms`, post({ ...body, secret: true }, FINDEM_KEY));
    expect(objectOf(twin)).toMatchObject({ user: null, stage: row.stage });
    expect(sandbox.data.profileForms.get(objectOf(twin).id)?.opportunityId).toBe(row.id);
  });

  test.each([
    [{ baseTemplateId: "x" }, "400 form_templates x was not found at /baseTemplateId"],
    [{ baseTemplateId: undefined }, "400 Is required at /baseTemplateId"],
    [{ fields: [] }, "400 Must hold all fields of the template at /fields"],
    [{ secret: "yes" }, "400 Must be a boolean at /secret"],
  ])("refuses %j", async (change, refusal) => {
    await using sandbox = await smallSandbox();
    const { row, body } = relocation(sandbox);
    const before = sandbox.data.profileForms.size;
    const answer = await ask(sandbox, `/opportunities/${row.id}/forms`, post({ ...body, ...change }));
    expect(refusalOf(answer)).toBe(refusal);
    expect(sandbox.data.profileForms.size).toBe(before);
  });

  test.each([
    [0, { value: null }, "400 Is required at /fields/0/value"],
    [0, { value: "perhaps" }, "400 Is no answer to a question of type yes-no at /fields/0/value"],
    [1, { value: undefined }, "400 Is required at /fields/1/value"],
    [1, { type: "text" }, "400 Must be date at /fields/1/type"],
    [2, { description: "" }, "400 Does not match the template at /fields/2/description"],
    [2, { required: true }, "400 Does not match the template at /fields/2/required"],
    [3, { text: "x" }, "400 Does not match the template at /fields/3/text"],
    [3, { value: "Paris" }, "400 Is no answer to a question of type dropdown at /fields/3/value"],
  ])("refuses field %i with %j", async (place, change, refusal) => {
    await using sandbox = await smallSandbox();
    const { row, body } = relocation(sandbox);
    const fields = body.fields.map((field, index) => (index === place ? { ...field, ...change } : field));
    expect(refusalOf(await ask(sandbox, `/opportunities/${row.id}/forms`, post({ ...body, fields })))).toBe(refusal);
  });

  test("Findem's list opens the deprecated twin alone, and confidential rows stay hidden", async () => {
    await using sandbox = await smallSandbox();
    const { row, body } = relocation(sandbox);
    expect((await ask(sandbox, `/opportunities/${row.id}/forms`, post(body, FINDEM_KEY))).status).toBe(403);
    row.confidentiality = "confidential";
    expect((await ask(sandbox, `/candidates/${row.id}/forms`, post(body, PLAIN_KEY))).status).toBe(403);
  });
});
