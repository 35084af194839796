import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OpportunityRecord, SandboxData } from "../../../sandbox/data.js";
import { EVERYTHING_KEY } from "../../../sandbox/keys.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const TIME = 1_718_300_000_000;

const PARTS = `
  interviews { id panelId subject startsAt durationMinutes stage { name } interviewers { user { name } } }
  panels { id externallyManaged stage { name } interviews { id panelId } }
  feedback { id type name author { name } interviewId panelId fields { label valueText } }
  forms { id name author { name } stage { name } baseTemplateId fields { label type valueNumber currency } }
  offers { id status creator { name } posting { title } fields { identifier value } sentDocument { id name } }
  referrals { id referrer { name } author { name } stage { name } fields { id label valueText } }`;

let graph: TestSubgraph;
let id: string;
let user: { readonly id: string; readonly name: string };
let stage: { readonly id: string; readonly text: string };
let opportunity: OpportunityRecord;

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 300 } });
  id = await graph.connect();
  const { data } = graph.sandbox;
  user = [...data.users.values()][0]!;
  stage = [...data.stages.values()][3]!;
  opportunity = [...data.opportunities.values()].find(
    (row) => row.confidentiality === "non-confidential" && row.applications.length === 1 && row.archived === null,
  )!;
  for (const rows of [data.interviews, data.panels, data.feedback, data.profileForms, data.offers, data.referrals]) {
    rows.clear();
  }
  addParts(data, opportunity.id);
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

function addParts(data: SandboxData, opportunityId: string): void {
  const base = { opportunityId, user: user.id, createdAt: TIME };
  const form = { ...base, instructions: "", baseTemplateId: "template-1", completedAt: TIME, stage: stage.id };
  const meeting = { ...base, timezone: "Europe/Berlin", note: null, stage: stage.id, canceledAt: null };
  data.interviews.set("i1", {
    ...{ ...meeting, id: "i1", panel: "p1", subject: "System design", date: TIME, duration: 45, location: null },
    ...{ feedbackTemplate: "no-feedback", feedbackForms: ["f1"], feedbackReminder: "daily", postings: [] },
    interviewers: [{ id: user.id, name: user.name, email: "x@acme.test", feedbackTemplate: "no-feedback" }],
  });
  data.panels.set("p1", {
    ...{ ...meeting, id: "p1", applications: [], start: TIME, end: TIME, externallyManaged: true, externalUrl: null },
  });
  data.feedback.set("f1", {
    ...{ ...form, id: "f1", type: "interview", text: "Phone screen", panel: "p1", interview: "i1" },
    ...{ updatedAt: null, deletedAt: null },
    fields: [{ id: "q1", type: "score", text: "Rating", value: "3 - Hire" }],
  });
  data.profileForms.set("g1", {
    ...{ ...form, id: "g1", type: "form", text: "Relocation", deletedAt: null },
    fields: [{ id: "q1", type: "currency", text: "Salary", currency: "EUR", value: 82_000 }],
  });
  data.offers.set("o1", {
    ...{ opportunityId, id: "o1", createdAt: TIME, creator: user.id, status: "sent", approvedAt: TIME, sentAt: TIME },
    fields: [{ text: "Offered compensation amount", identifier: "salary_amount", value: 82_000 }],
    sentDocument: { fileName: "offer.pdf", uploadedAt: TIME },
    posting: postingId(data),
  });
  data.referrals.set("r1", {
    ...{ ...form, id: "r1", type: "referral", text: "Referral", referrer: user.id },
    fields: [{ type: "text", text: "Name of referrer", value: "Ana Kovac" }],
  });
}

function postingId(data: SandboxData): string {
  return data.applications.get(opportunity.applications[0] ?? "")?.posting ?? "";
}

function ask(connectionId: string, selection: string) {
  return graph.query(`query ($id: ID!) { atsOpportunity(id: $id) { ${selection} } }`, {
    id: `${connectionId}.${opportunity.id}`,
  });
}

/** All that {@link PARTS} asks for. */
function truth(connectionId: string): object {
  const of = (part: string): string => `${connectionId}.${opportunity.id}.${part}`;
  const [name, place] = [{ name: user.name }, { name: stage.text }];
  return {
    interviews: [
      {
        ...{ id: of("i1"), panelId: of("p1"), subject: "System design", startsAt: new Date(TIME).toISOString() },
        ...{ durationMinutes: 45, stage: place, interviewers: [{ user: name }] },
      },
    ],
    panels: [
      { id: of("p1"), externallyManaged: true, stage: place, interviews: [{ id: of("i1"), panelId: of("p1") }] },
    ],
    feedback: [
      {
        ...{ id: of("f1"), type: "interview", name: "Phone screen", author: name },
        ...{ interviewId: of("i1"), panelId: of("p1"), fields: [{ label: "Rating", valueText: "3 - Hire" }] },
      },
    ],
    forms: [
      {
        ...{
          id: of("g1"),
          name: "Relocation",
          author: name,
          stage: place,
          baseTemplateId: `${connectionId}.template-1`,
        },
        fields: [{ label: "Salary", type: "currency", valueNumber: 82_000, currency: "EUR" }],
      },
    ],
    offers: [
      {
        ...{ id: of("o1"), status: "sent", creator: name, fields: [{ identifier: "salary_amount", value: 82_000 }] },
        posting: { title: graph.sandbox.data.postings.get(postingId(graph.sandbox.data))?.text },
        sentDocument: { id: of("o1.sent"), name: "offer.pdf" },
      },
    ],
    referrals: [
      {
        ...{ id: of("r1"), referrer: name, author: name, stage: place },
        fields: [{ id: null, label: "Name of referrer", valueText: "Ana Kovac" }],
      },
    ],
  };
}

test("everything of an opportunity, as Lever has it", async () => {
  const everything = await graph.connect(EVERYTHING_KEY, {}, "Everything");
  const { data, errors, calls } = await ask(everything, PARTS);
  expect(errors).toEqual([]);
  expect(data.atsOpportunity).toEqual(truth(everything));
  expect(new Set(calls).size).toBe(calls.length);
});

test("through Findem's own list of permissions: all but feedback and panels", async () => {
  const { data, errors } = await ask(id, PARTS);
  expect(data.atsOpportunity).toEqual({ ...truth(id), feedback: null, panels: null });
  expect(
    errors.map(({ path, extensions: { code, permission } }) => [path?.at(-1), code, permission]).toSorted(),
  ).toEqual([
    ["feedback", "ATS_PERMISSION_MISSING", "find all opportunity feedback"],
    ["panels", "ATS_PERMISSION_MISSING", "find all opportunity panels"],
  ]);
});

test("an application's questions come with the opportunity", async () => {
  const application = graph.sandbox.data.applications.get(opportunity.applications[0] ?? "")!;
  const QUESTIONS =
    "application { customQuestions { name fields { label value valueOptions valueFile { id name } } } }";
  application.customQuestions = [
    {
      ...{ type: "posting", text: "A few questions", description: "", baseTemplateId: "b1", user: null, stage: null },
      ...{ createdAt: TIME, completedAt: TIME },
      fields: [
        { id: "q1", type: "multiple-select", text: "Languages", options: [{ text: "Go" }], value: ["Go"] },
        { id: "q2", type: "file-upload", text: "Portfolio", value: { id: "a1", name: "a.pdf", ext: ".pdf", size: 5 } },
      ],
    },
  ];
  const { data, errors, calls } = await graph.query(
    `query ($id: ID!) { atsOpportunity(id: $id) { ${QUESTIONS} } }`,
    { id: `${id}.${opportunity.id}` },
    { headers: { "cache-control": "no-cache" } },
  );
  expect(errors).toEqual([]);
  expect(calls).toHaveLength(1);
  const portfolio = { id: "a1", name: "a.pdf", ext: ".pdf", size: 5 };
  expect(data.atsOpportunity.application.customQuestions).toEqual([
    {
      name: "A few questions",
      fields: [
        { label: "Languages", value: ["Go"], valueOptions: ["Go"], valueFile: null },
        {
          label: "Portfolio",
          value: portfolio,
          valueOptions: null,
          valueFile: { id: `${id}.${opportunity.id}.a1.answer`, name: "a.pdf" },
        },
      ],
    },
  ]);
});

test("an opportunity that the caller may not see has no parts, and none are asked for", async () => {
  const hidden = [...graph.sandbox.data.opportunities.values()].find((row) => row.confidentiality === "confidential")!;
  const query = `query ($id: ID!) { atsOpportunity(id: $id) { ${PARTS} } }`;
  const { data, errors } = await graph.query(query, { id: `${id}.${hidden.id}` }, { roles: "admin" });
  expect(errors).toEqual([]);
  expect(data.atsOpportunity).toBeNull();
  for (const { path } of graph.sandbox.requests) expect(path).not.toMatch(/interviews|panels|feedback|forms|offers/);
});
