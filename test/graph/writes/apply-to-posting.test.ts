import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING_KEY, NO_APPLICATIONS_KEY, READ_ONLY_KEY } from "../../../sandbox/keys.js";
import type { As, TestSubgraph } from "../../support/subgraph.js";
import { pdfOf, upload } from "../../support/uploads.js";
import { ApplicationWorld, EMAIL, FORM, NOTICE, personal, POLICIES, RECRUITER } from "./application-world.js";
import { sentWrites } from "./sent-writes.js";

let world: ApplicationWorld;
let graph: TestSubgraph;
let id: string;
let posting: string;

async function start(apiKey?: string): Promise<void> {
  world = await ApplicationWorld.start(apiKey);
  graph = world.graph;
  id = world.id;
  posting = world.posting.id;
}

beforeEach(() => start());
afterEach(() => world[Symbol.asyncDispose]());

const apply = (input?: object, as?: As) => world.apply(input, as);

const EMPTY_SETS = [
  { id: "set-1", fields: [{ value: "1 month" }, { value: [] }, { value: null }, { value: null }] },
  { id: "set-2", fields: [{ value: null }] },
];

describe("an application", () => {
  test("is sent once, in the form's own order, in nobody's name and without a mail", async () => {
    const { payload, errors, calls } = await apply({
      personalInformation: personal([{ name: "preferredPostingLocation", value: "Remote" }, { name: "phone" }]),
      urls: [
        { name: "Other Website", value: "https://i.test" },
        { name: "LinkedIn", value: "https://l.test" },
      ],
      customQuestions: [
        { id: "set-2", values: [{ label: "Question why", value: "Because" }] },
        { id: "set-1", values: [{ fieldId: "tools", value: ["CAD"] }, ...NOTICE.values] },
      ],
      eeoResponses: [{ name: "gender", value: "Female" }],
      source: "Findem",
      ipAddress: "203.0.113.7",
      consentToStore: true,
      consentToMarketing: false,
    });
    expect([errors, payload.userErrors]).toEqual([[], []]);
    expect(sentWrites(graph.sandbox)).toEqual([
      {
        method: "POST",
        path: `/postings/${posting}/apply`,
        body: {
          customQuestions: [
            { id: "set-1", fields: [{ value: "1 month" }, { value: ["CAD"] }, { value: null }, { value: null }] },
            { id: "set-2", fields: [{ value: "Because" }] },
          ],
          personalInformation: [
            { name: "fullName", value: "Ida Moen" },
            { name: "email", value: EMAIL },
            { name: "preferredPostingLocation", value: "Remote" },
          ],
          urls: [
            { name: "LinkedIn", value: "https://l.test" },
            { name: "Other Website", value: "https://i.test" },
          ],
          eeoResponses: { gender: "Female" },
          ipAddress: "203.0.113.7",
          source: "Findem",
          consent: {
            store: { provided: true, compliancePolicyId: POLICIES.store },
            marketing: { provided: false, compliancePolicyId: POLICIES.marketing },
          },
        },
      },
    ]);
    const [made] = world.applicants();
    expect(payload).toEqual({
      applicationExternalId: made?.id,
      opportunity: {
        id: `${id}.${made?.opportunityId}`,
        name: "Ida Moen",
        origin: "APPLIED",
        sources: ["Findem"],
        application: { email: EMAIL, posting: { id: `${id}.${posting}` } },
      },
      plannedRequests: null,
      userErrors: [],
    });
    expect(calls).toEqual([
      "GET /postings/:id",
      "GET /postings/:id/apply",
      "POST /postings/:id/apply",
      "GET /opportunities",
    ]);
  });

  test("asks Lever for a mail to the applicant only where it is told to", async () => {
    await apply({ sendConfirmationEmail: true });
    expect(sentWrites(graph.sandbox)).toMatchObject([
      { path: `/postings/${posting}/apply?send_confirmation_email=true` },
    ]);
  });

  test("from inside answers what is asked inside", async () => {
    const missing = await apply({ origin: "INTERNAL" });
    expect(missing.payload.userErrors).toMatchObject([
      {
        code: "ANSWER_MISSING",
        path: ["input", "customQuestions", "0"],
        message: '"Question manager" has to be answered.',
      },
    ]);
    const values = [{ fieldId: "manager", value: "Nora" }];
    const { payload } = await apply({ origin: "INTERNAL", customQuestions: [{ id: "set-1", values }] });
    expect(payload).toMatchObject({ userErrors: [], opportunity: { origin: "INTERNAL" } });
    expect(sentWrites(graph.sandbox)).toMatchObject([{ body: { origin: "internal" } }]);
  });

  test("as a dry run sends nothing and shows what is sent then", async () => {
    const { payload } = await apply({ dryRun: true, sendConfirmationEmail: true });
    expect([payload.applicationExternalId, payload.opportunity, sentWrites(graph.sandbox)]).toEqual([null, null, []]);
    await apply({ sendConfirmationEmail: true });
    expect(payload.plannedRequests).toEqual(sentWrites(graph.sandbox));
  });

  test("to a form without questions of its own leaves them out", async () => {
    Object.assign(world.form, {
      customQuestions: [],
      personalInformation: FORM.personalInformation.slice(0, 2),
      urls: [],
    });
    expect((await apply({ customQuestions: null })).payload.userErrors).toEqual([]);
    expect(Object.keys(sentWrites(graph.sandbox)[0]?.body as object)).toEqual(["personalInformation"]);
  });
});

describe("files", () => {
  test("go to Lever first, and the application names them by their address", async () => {
    const [resume, letter] = [pdfOf(5_000), pdfOf(3_000)];
    const resumeUploadId = await upload(graph, id, resume, {}, RECRUITER);
    const letterId = await upload(graph, id, letter, { filename: "Brief ü.pdf" }, RECRUITER);
    const customQuestions = [{ id: "set-1", values: [...NOTICE.values, { fieldId: "letter", value: letterId }] }];
    const planned = (await apply({ resumeUploadId, customQuestions, dryRun: true })).payload.plannedRequests;
    expect(planned.slice(0, 2)).toEqual([
      { method: "POST", path: "/uploads", body: { file: { $file: "Brief ü.pdf" } } },
      { method: "POST", path: "/uploads", body: { file: { $file: "Ada Okafor CV.pdf" } } },
    ]);
    expect(planned[2].body.personalInformation[2]).toEqual({ name: "resume", value: "$new" });
    expect(sentWrites(graph.sandbox)).toEqual([]);
    const { payload } = await apply({ resumeUploadId, customQuestions });
    expect(payload.userErrors).toEqual([]);
    const uploads = [...graph.sandbox.data.uploads.values()];
    expect(uploads.map(({ filename }) => filename)).toEqual(["Brief ü.pdf", "Ada Okafor CV.pdf"]);
    expect(uploads.map(({ content }) => content.equals(letter) || content.equals(resume))).toEqual([true, true]);
    const writes = sentWrites(graph.sandbox);
    expect(writes.map(({ path }) => path)).toEqual(["/uploads", "/uploads", `/postings/${posting}/apply`]);
    expect(writes[2]?.body).toMatchObject({
      personalInformation: [{}, {}, { name: "resume", value: uploads[1]?.uri }],
      customQuestions: [{ fields: [{}, {}, {}, { value: uploads[0]?.uri }] }, {}],
    });
    const kept = [...graph.sandbox.data.resumes.values()].find(
      (row) => row.opportunityId === world.applicants()[0]?.opportunityId,
    );
    expect(kept?.file).toMatchObject({ name: "Ada Okafor CV.pdf", size: 5_000 });
  });

  test("that are not there, or another connection's, are named and nothing is sent", async () => {
    const other = await graph.connect(EVERYTHING_KEY, {}, "Other");
    const elsewhere = await upload(graph, other, pdfOf(100), {}, RECRUITER);
    const values = [...NOTICE.values, { fieldId: "letter", value: elsewhere }];
    const { payload } = await apply({ resumeUploadId: "nobody", customQuestions: [{ id: "set-1", values }] });
    expect(payload.userErrors).toMatchObject([
      { code: "UPLOAD_UNKNOWN", path: ["input", "customQuestions", "0", "values", "1"] },
      { code: "UPLOAD_UNKNOWN", path: ["input", "resumeUploadId"] },
    ]);
    expect(sentWrites(graph.sandbox)).toEqual([]);
  });

  test("that Lever does not take leave no application behind, and may be tried again with the same key", async () => {
    const resumeUploadId = await upload(graph, id, pdfOf(100), {}, RECRUITER);
    graph.sandbox.inject({ path: "/uploads", times: 1, do: { kind: "statusAfter", status: 500 } });
    const first = await apply({ resumeUploadId, idempotencyKey: "same" });
    expect(first.payload.userErrors).toMatchObject([{ code: "ATS_UNAVAILABLE" }]);
    expect(world.applicants()).toEqual([]);
    expect((await apply({ resumeUploadId, idempotencyKey: "same" })).payload.userErrors).toEqual([]);
    expect(world.applicants()).toHaveLength(1);
  });
});

describe("once for each idempotency key", () => {
  test("the same again gives the first application, also where the posting has closed since", async () => {
    const first = await apply({ idempotencyKey: "same" });
    world.posting.state = "closed";
    const again = await apply({ idempotencyKey: "same" });
    expect(again.payload).toEqual(first.payload);
    expect(world.applicants()).toHaveLength(1);
    const other = await apply({ idempotencyKey: "same", source: "Elsewhere" });
    expect(other.payload.userErrors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    expect(sentWrites(graph.sandbox)).toHaveLength(1);
  });

  test.each(["statusAfter", "resetAfter"] as const)("%s: what was made before the failure is found", async (kind) => {
    graph.sandbox.inject({ method: "POST", path: /apply/, times: 1, do: { kind, status: 500 } });
    const { payload } = await apply();
    expect(payload.userErrors).toEqual([]);
    expect(payload.applicationExternalId).toBe(world.applicants()[0]?.id);
    expect(world.applicants()).toHaveLength(1);
  });

  test("it is found as well where the key may not read applications", async () => {
    await world[Symbol.asyncDispose]();
    await start(NO_APPLICATIONS_KEY);
    graph.sandbox.inject({ method: "POST", path: /apply/, times: 1, do: { kind: "statusAfter", status: 500 } });
    const { payload } = await apply();
    expect(payload.applicationExternalId).toBe(world.applicants()[0]?.id);
    expect(payload.opportunity.id).toBe(`${id}.${world.applicants()[0]?.opportunityId}`);
    expect(world.applicants()).toHaveLength(1);
  });

  test("an earlier application of the same person is not taken for it", async () => {
    await apply();
    const [earlier] = world.applicants();
    if (earlier) earlier.createdAt -= 60_000;
    graph.sandbox.inject({ method: "POST", path: /apply/, times: 1, do: { kind: "status", status: 500 } });
    const { payload } = await apply();
    expect(payload.userErrors).toEqual([]);
    expect(payload.applicationExternalId).not.toBe(earlier?.id);
    expect(world.applicants()).toHaveLength(2);
  });
});

describe("the candidacy", () => {
  test("is looked for again where Lever does not show it yet", async () => {
    const hide = (body: unknown) => ({ ...(body as object), data: [], hasNext: false });
    graph.sandbox.inject({ path: "/opportunities", times: 2, do: { kind: "rewrite", rewrite: hide } });
    const { payload } = await apply();
    expect(payload.opportunity.id).toBe(`${id}.${world.applicants()[0]?.opportunityId}`);
    expect(graph.sandbox.calls("GET /opportunities")).toHaveLength(3);
  });

  test("fails alone where it can't be read, and the application stands", async () => {
    graph.sandbox.inject({ path: "/opportunities", do: { kind: "status", status: 500 } });
    const { payload, errors } = await apply();
    expect(payload).toMatchObject({
      applicationExternalId: world.applicants()[0]?.id,
      opportunity: null,
      userErrors: [],
    });
    expect(errors).toMatchObject([
      { path: ["applyToPosting", "opportunity"], extensions: { code: "ATS_UNAVAILABLE" } },
    ]);
  });

  test("costs nothing where it is not asked for", async () => {
    const { data } = await graph.query(
      `mutation ($input: ApplyToPostingInput!) { applyToPosting(input: $input) { applicationExternalId } }`,
      {
        input: {
          postingId: `${id}.${posting}`,
          personalInformation: personal(),
          customQuestions: [NOTICE],
          idempotencyKey: "k",
        },
      },
    );
    expect(data.applyToPosting.applicationExternalId).toBe(world.applicants()[0]?.id);
    expect(graph.sandbox.calls("GET /opportunities")).toEqual([]);
  });
});

test("permissions that are missing are named", async () => {
  const readOnly = await graph.connect(READ_ONLY_KEY, {}, "Reads");
  const { payload } = await apply({ postingId: `${readOnly}.${posting}` });
  expect(payload.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "apply to a posting" }]);
  graph.sandbox.addKey({
    apiKey: "lever-sandbox-no-form",
    name: "No form",
    permissions: ["find a posting", "find all postings", "find all stages", "apply to a posting"],
    confidential: false,
  });
  const noForm = await graph.connect("lever-sandbox-no-form", {}, "No form");
  expect((await apply({ postingId: `${noForm}.${posting}` })).payload.userErrors).toMatchObject([
    { code: "ATS_PERMISSION_MISSING", permission: "find a posting application question form" },
  ]);
  expect(world.applicants()).toEqual([]);
});

test("several at once keep to Lever's two a second: none is refused and all arrive", async () => {
  const all = await Promise.all(
    ["a", "b", "c", "d"].map((name) =>
      apply({
        personalInformation: [
          { name: "fullName", value: name },
          { name: "email", value: `${name}@example.test` },
        ],
      }),
    ),
  );
  expect(all.map(({ payload }) => payload.userErrors)).toEqual([[], [], [], []]);
  const statuses = graph.sandbox.requests.filter(({ method }) => method === "POST").map(({ status }) => status);
  expect(statuses).toEqual([201, 201, 201, 201]);
});

test("the sets of questions go out whole where only the required one is answered", async () => {
  await apply();
  expect(sentWrites(graph.sandbox)).toMatchObject([{ body: { customQuestions: EMPTY_SETS } }]);
});
