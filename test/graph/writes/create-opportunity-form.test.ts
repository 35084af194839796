import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, READ_ONLY_KEY } from "../../../sandbox/keys.js";
import { FINDEM_NAMES } from "../../../sandbox/permissions.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { sentWrites } from "./sent-writes.js";

const MUTATION = `mutation ($input: CreateOpportunityFormInput!) { createOpportunityForm(input: $input) {
  form { id name baseTemplateId fields { label type value required } completedAt }
  opportunity { id } plannedRequests { method path body } userErrors { code message path permission } } }`;

const NORA: As = { email: "nora.lind@nimbusrobotics.test", roles: "recruiter" };

let graph: TestSubgraph;
let id: string;
let opportunity: string;
let performer: string;
let key = 0;

/** Connects with another key of the same account than Findem's. */
async function start(apiKey = EVERYTHING_KEY): Promise<void> {
  graph = await startSubgraph({ sandbox: { opportunities: 60 }, environment: { RECONCILE_SETTLE_MS: "50" } });
  id = await graph.connect(apiKey);
  const { data } = graph.sandbox;
  opportunity = [...data.opportunities.values()].find((row) => row.confidentiality === "non-confidential")?.id ?? "";
  data.profileForms.clear();
  performer = [...data.users.values()].find(({ email }) => email === NORA.email)?.id ?? "";
  graph.sandbox.clearRequests();
}

beforeEach(() => start());
afterEach(() => graph[Symbol.asyncDispose]());

function template(name = "Relocation") {
  const found = [...graph.sandbox.data.formTemplates.values()].find(({ text }) => text === name);
  if (!found) throw new Error(`The seed has no template ${name}`);
  return found;
}

const fieldId = (place: number, name?: string): string => template(name).fields[place]?.id ?? "";

async function create(input: object = {}, as: As = NORA) {
  const defaults = {
    opportunityId: `${id}.${opportunity}`,
    baseTemplateId: `${id}.${template().id}`,
    values: [{ fieldId: fieldId(0), value: "no" }],
    idempotencyKey: `key ${++key}`,
  };
  const answer = await graph.query(MUTATION, { input: { ...defaults, ...input } }, as);
  return { ...answer, payload: answer.data?.createOpportunityForm };
}

const DESCRIBED = [
  { type: "yes-no", label: "Needs visa?", description: "", required: true, value: "no" },
  { type: "date", label: "Can start on", description: "", required: false },
  { type: "currency", label: "Expected salary", description: "Per year", required: false, value: 90_000 },
  { type: "dropdown", label: "Moves to", description: "", required: false, value: "Berlin" },
];

const FIELDS = [
  { type: "yes-no", text: "Needs visa?", description: "", required: true, value: "no" },
  { type: "date", text: "Can start on", description: "", required: false, value: null },
  { type: "currency", text: "Expected salary", description: "Per year", required: false, value: 90_000 },
  { type: "dropdown", text: "Moves to", description: "", required: false, value: "Berlin" },
];

const answers = () => [
  { fieldId: fieldId(3), value: "Berlin" },
  { label: "Needs visa?", value: "no" },
  { fieldId: fieldId(2), value: 90_000 },
];

describe("with a key that may read the template", () => {
  test("all of its questions are sent in its order, once, in the caller's name", async () => {
    const { payload, errors } = await create({ values: answers(), secret: true });
    expect([errors, payload.userErrors]).toEqual([[], []]);
    expect(sentWrites(graph.sandbox)).toEqual([
      {
        method: "POST",
        path: `/opportunities/${opportunity}/forms?perform_as=${performer}`,
        body: { baseTemplateId: template().id, fields: FIELDS, secret: true },
      },
    ]);
    const [made] = [...graph.sandbox.data.profileForms.values()];
    expect(payload).toMatchObject({
      form: { id: `${id}.${opportunity}.${made?.id}`, name: "Relocation", baseTemplateId: `${id}.${template().id}` },
      opportunity: { id: `${id}.${opportunity}` },
      plannedRequests: null,
    });
    expect(payload.form.fields.map(({ value }: { value: unknown }) => value)).toEqual(FIELDS.map(({ value }) => value));
    expect(graph.sandbox.calls("GET /opportunities/:opportunity/forms/:form")).toEqual([]);
  });

  test("a dry run sends nothing and shows what is sent then", async () => {
    const { payload } = await create({ values: answers(), dryRun: true });
    expect([payload.form, sentWrites(graph.sandbox)]).toEqual([null, []]);
    await create({ values: answers() });
    expect(payload.plannedRequests).toEqual(sentWrites(graph.sandbox));
  });

  test("its list serves where a single one may not be read", async () => {
    await graph[Symbol.asyncDispose]();
    await start();
    const apiKey = "lever-sandbox-template-list";
    const permissions = [...FINDEM_NAMES, "find all form templates", "create an opportunity form"];
    graph.sandbox.addKey({ apiKey, name: "List", permissions, confidential: true });
    id = await graph.connect(apiKey, {}, "List");
    expect((await create()).payload.userErrors).toEqual([]);
    await create();
    expect(graph.sandbox.calls("GET /form_templates/:form_template")).toHaveLength(1);
    expect(sentWrites(graph.sandbox)).toHaveLength(2);
  });

  test.each([
    [[], "ANSWER_MISSING", ["input", "values"], /"Needs visa\?"/],
    [[{ place: 0, value: null }], "ANSWER_MISSING", ["input", "values", "0"], /"Needs visa\?"/],
    [[{ place: 0, value: "maybe" }], "ANSWER_INVALID", ["input", "values", "0"], /yes or no/],
    [[{ place: 1, value: "2026-01-01" }], "ANSWER_INVALID", ["input", "values", "1"], /milliseconds/],
    [[{ place: 2, value: "90,000" }], "ANSWER_INVALID", ["input", "values", "1"], /number/],
    [[{ place: 3, value: "berlin" }], "ANSWER_INVALID", ["input", "values", "1"], /exact text/],
    [[{ place: 3, value: ["Berlin"] }], "ANSWER_INVALID", ["input", "values", "1"], /one option/],
    [[{ place: 0, value: "yes" }], "ANSWER_INVALID", ["input", "values", "1"], /twice/],
    [[{ fieldId: "nobody", value: "x" }], "QUESTION_UNKNOWN", ["input", "values", "1"], /no such question/],
    [[{ label: "Needs visa", value: "x" }], "QUESTION_UNKNOWN", ["input", "values", "1"], /no such question/],
    [[{ value: "x" }], "QUESTION_UNKNOWN", ["input", "values", "1"], /no such question/],
  ])("%j is refused as %s at %j, and nothing is sent", async (given, code, path, message) => {
    const values = given.map(({ place, ...value }: { place?: number }) =>
      place === undefined ? value : { fieldId: fieldId(place), ...value },
    );
    const isFirst = code === "ANSWER_MISSING" || path[2] === "0";
    const { payload } = await create({ values: isFirst ? values : [{ fieldId: fieldId(0), value: "no" }, ...values] });
    expect(payload.userErrors).toEqual([
      { code, path, message: expect.stringMatching(message) as string, permission: null },
    ]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test("all that is wrong is said at once", async () => {
    const values = [
      { fieldId: "x", value: 1 },
      { fieldId: fieldId(2), value: true },
    ];
    const { payload } = await create({ values });
    expect(payload.userErrors.map(({ code }: { code: string }) => code).sort()).toEqual([
      "ANSWER_INVALID",
      "ANSWER_MISSING",
      "QUESTION_UNKNOWN",
    ]);
  });

  test("several options, each an exact text, may be chosen from where the template says so", async () => {
    const baseTemplateId = `${id}.${template("Reference check").id}`;
    const rest = [0, 1].map((place) => ({ fieldId: fieldId(place, "Reference check"), value: "text" }));
    const values = (value: unknown) => [...rest, { fieldId: fieldId(3, "Reference check"), value }];
    for (const wrong of ["Focus", ["Focus", "focus"], ["Focus", "Focus"]]) {
      const { payload } = await create({ baseTemplateId, values: values(wrong) });
      expect(payload.userErrors).toMatchObject([{ code: "ANSWER_INVALID", path: ["input", "values", "2"] }]);
    }
    const { payload } = await create({ baseTemplateId, values: values(["Focus", "Depth"]) });
    expect(payload.userErrors).toEqual([]);
    expect(payload.form.fields[3].value).toEqual(["Focus", "Depth"]);
  });

  test("a template that is not there, or of another connection, is not found", async () => {
    const other = await graph.connect(FINDEM_KEY, {}, "Other");
    for (const baseTemplateId of [`${id}.nobody`, `${other}.${template().id}`]) {
      const { payload } = await create({ baseTemplateId });
      expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", path: ["input", "baseTemplateId"] }]);
    }
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });
});

describe("with Findem's own permissions, which open neither templates nor this way of making forms", () => {
  beforeEach(async () => {
    await graph[Symbol.asyncDispose]();
    await start(FINDEM_KEY);
  });

  test("the deprecated twin makes it, and what was refused is not asked again", async () => {
    const twin = { method: "POST", path: `/candidates/${opportunity}/forms?perform_as=${performer}` };
    expect((await create({ values: DESCRIBED })).payload.userErrors).toEqual([]);
    const [refused, made] = sentWrites(graph.sandbox);
    expect(made).toEqual({ ...twin, body: { baseTemplateId: template().id, fields: FIELDS } });
    expect(refused).toEqual({ ...made, path: `/opportunities/${opportunity}/forms?perform_as=${performer}` });
    graph.sandbox.clearRequests();
    expect((await create({ values: DESCRIBED, dryRun: true })).payload.plannedRequests).toEqual([made]);
    expect((await create({ values: DESCRIBED })).payload.userErrors).toEqual([]);
    expect(sentWrites(graph.sandbox)).toEqual([made]);
    expect(graph.sandbox.calls(/form_templates/)).toEqual([]);
    expect(graph.sandbox.data.profileForms.size).toBe(2);
  });

  test("another key of the connection is asked anew", async () => {
    await create({ values: DESCRIBED });
    const rotate = `mutation ($input: RotateAtsApiKeyInput!) { rotateAtsApiKey(input: $input) { userErrors { code } } }`;
    await graph.query(rotate, { input: { connectionId: id, apiKey: EVERYTHING_KEY } });
    graph.sandbox.clearRequests();
    await create();
    expect(sentWrites(graph.sandbox).map(({ path }) => path)).toEqual([
      `/opportunities/${opportunity}/forms?perform_as=${performer}`,
    ]);
  });

  test("the caller has to describe the questions", async () => {
    const { payload } = await create({ values: [DESCRIBED[0], { fieldId: "x", value: 1, type: "text" }] });
    expect(payload.userErrors).toMatchObject([
      { code: "ANSWER_INVALID", path: ["input", "values", "1"], message: expect.stringContaining("type and label") },
    ]);
    const none = await create({ values: [] });
    expect(none.payload.userErrors).toMatchObject([{ code: "ANSWER_MISSING", path: ["input", "values"] }]);
    const wrong = await create({
      values: [
        { ...DESCRIBED[0], value: "maybe" },
        { ...DESCRIBED[1], required: true },
      ],
    });
    expect(wrong.payload.userErrors).toMatchObject([
      { code: "ANSWER_INVALID", path: ["input", "values", "0"] },
      { code: "ANSWER_MISSING", path: ["input", "values", "1"] },
    ]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test("what does not fit the template is refused by Lever, and that is data", async () => {
    const { payload } = await create({ values: DESCRIBED.slice(0, 2) });
    expect(payload.userErrors).toMatchObject([{ code: "ATS_REJECTED" }]);
    expect(graph.sandbox.data.profileForms.size).toBe(0);
  });
});

describe("once for each idempotency key", () => {
  test("the same again gives the first form, also where the template has changed since", async () => {
    const first = await create({ idempotencyKey: "same" });
    template().fields.push({ id: "new", type: "text", text: "Since", required: true });
    graph.sandbox.clearRequests();
    expect((await create({})).payload.userErrors).toMatchObject([{ code: "ANSWER_MISSING" }]);
    const again = await create({ idempotencyKey: "same" });
    expect(again.payload.form).toEqual(first.payload.form);
    expect(again.payload.userErrors).toEqual([]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
    expect(graph.sandbox.data.profileForms.size).toBe(1);
  });

  test("another form with the same key is refused", async () => {
    await create({ idempotencyKey: "same" });
    const { payload } = await create({ idempotencyKey: "same", values: [{ fieldId: fieldId(0), value: "yes" }] });
    expect(payload.userErrors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED", path: ["input", "idempotencyKey"] }]);
    expect(graph.sandbox.data.profileForms.size).toBe(1);
  });

  test.each(["statusAfter", "resetAfter"] as const)("%s: what was made before the failure is found", async (kind) => {
    graph.sandbox.inject({ method: "POST", path: /forms/, times: 1, do: { kind, status: 500 } });
    const { payload } = await create({ values: answers() });
    expect(payload).toMatchObject({ userErrors: [], form: { name: "Relocation" } });
    expect(graph.sandbox.data.profileForms.size).toBe(1);
  });

  test("a form of the same template with other answers is not taken for it", async () => {
    await create({ values: answers() });
    graph.sandbox.inject({ method: "POST", path: /forms/, times: 1, do: { kind: "status", status: 500 } });
    const { payload } = await create();
    expect(payload.userErrors).toEqual([]);
    expect(graph.sandbox.data.profileForms.size).toBe(2);
    expect(payload.form.fields[3].value).toBeNull();
  });

  test("after the deed the same form with another key is another form", async () => {
    await create();
    await create();
    expect(graph.sandbox.data.profileForms.size).toBe(2);
  });
});

describe("nothing is sent", () => {
  test("for a viewer", async () => {
    const { errors } = await create({}, { roles: "viewer" });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", requiredRole: "recruiter" } }]);
    expect(graph.sandbox.requests).toEqual([]);
  });

  test("for another account, about nobody, or about what the caller may not see", async () => {
    const row = graph.sandbox.data.opportunities.get(opportunity);
    const answered = [await create({}, { ...NORA, account: "other" }), await create({ opportunityId: `${id}.nobody` })];
    if (row) row.confidentiality = "confidential";
    answered.push(await create({}, { ...NORA, headers: { "cache-control": "no-cache" } }));
    for (const { payload } of answered) {
      expect(payload).toMatchObject({
        opportunity: null,
        userErrors: [{ code: "NOT_FOUND", path: ["input", "opportunityId"] }],
      });
    }
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test("where nobody is known in whose name", async () => {
    const { payload } = await create({}, { email: "nobody@example.test" });
    expect(payload.userErrors).toMatchObject([{ code: "PERFORM_AS_UNKNOWN" }]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test.each([
    [{ opportunityId: "x" }, "input.opportunityId"],
    [{ baseTemplateId: "x" }, "input.baseTemplateId"],
    [{ idempotencyKey: " " }, "input.idempotencyKey"],
  ])("for malformed input: %j", async (input, argument) => {
    expect((await create(input)).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument } }]);
    expect(graph.sandbox.requests).toEqual([]);
  });
});

test("a key without either permission is told the one on Findem's list", async () => {
  await graph[Symbol.asyncDispose]();
  await start(READ_ONLY_KEY);
  const { payload } = await create({ values: DESCRIBED });
  expect(payload.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "create a candidate form" }]);
});
