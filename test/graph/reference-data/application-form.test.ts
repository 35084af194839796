import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { FINDEM_KEY } from "../../../sandbox/keys.js";
import { ask } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { connectWithout } from "./walk.js";

/** As the report of an operation names it, and as the sandbox does. */
const FORM = "GET /postings/:id/apply";
const SANDBOX_FORM = "GET /postings/:posting/apply";
const PERMISSION = "find a posting application question form";
const QUESTION = "name label type required options";
const FIELDS = `
  personalInformation { ${QUESTION} } urls { ${QUESTION} } eeoQuestions { ${QUESTION} }
  customQuestions { id name fields { id type label required options value } }
  consents { kind statement statementHtml displayState compliancePolicyId }
`;

let graph: TestSubgraph;
let id: string;

beforeAll(async () => {
  graph = await startSubgraph();
  id = await graph.connect();
});
afterAll(() => graph[Symbol.asyncDispose]());
beforeEach(() => graph.sandbox.clearRequests());

/** Asks for postings by reference. */
function postings(externals: readonly string[], fields: string, as = {}, connection = id) {
  return graph.query(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AtsPosting { id ${fields} } } }`,
    { r: externals.map((externalId) => ({ __typename: "AtsPosting", id: `${connection}.${externalId}` })) },
    as,
  );
}

function postingWhere(isWanted: (externalId: string) => boolean): string {
  const found = [...graph.sandbox.data.postings.values()].find(
    (posting) => posting.confidentiality === "non-confidential" && isWanted(posting.id),
  );
  if (!found) throw new Error("The seed holds no such posting");
  return found.id;
}

const formOf = (posting: string) => graph.sandbox.data.applyForms.get(posting);

test("a posting's form asks what Lever says that it asks", async () => {
  const posting = postingWhere((own) => {
    const form = formOf(own);
    return !!form?.eeoQuestions && !!form.consentDisclosures && form.customQuestions.length > 0;
  });
  const { data, errors } = await postings([posting], `applicationForm { ${FIELDS} }`);
  expect(errors).toEqual([]);
  const form = data._entities[0].applicationForm;
  const record = formOf(posting);
  expect(form.personalInformation).toEqual(
    record?.personalInformation.map(({ name, text, type, required, options = [] }) => ({
      ...{ name, label: text, type, required },
      options: options.map((option) => option.text),
    })),
  );
  expect(form.urls.map(({ name }: { name: string }) => name)).toEqual(record?.urls.map(({ name }) => name));
  expect(form.customQuestions.map(({ id: set }: { id: string }) => set)).toEqual(
    record?.customQuestions.map((set) => set.id),
  );
  expect(form.customQuestions[0].fields.map((field: { id: string }) => field.id)).toEqual(
    record?.customQuestions[0]?.fields.map((field) => field.id),
  );
  expect(form.eeoQuestions.map(({ name }: { name: string }) => name)).toEqual(Object.keys(record?.eeoQuestions ?? {}));
  expect(form.consents).toEqual([
    { kind: "store", ...record?.consentDisclosures?.store },
    { kind: "marketing", statement: null, statementHtml: null, ...record?.consentDisclosures?.marketing },
  ]);
});

test("EEO questions are those of the location that is asked for", async () => {
  const posting = postingWhere((own) => !!formOf(own)?.eeoQuestions);
  const there = formOf(posting)?.eeoLocations[0] ?? "";
  const { data, calls } = await postings(
    [posting],
    `there: applicationForm(location: ${JSON.stringify(there)}) { eeoQuestions { name } }
     elsewhere: applicationForm(location: "Atlantis") { eeoQuestions { name } }
     any: applicationForm { eeoQuestions { name } } empty: applicationForm(location: "") { eeoQuestions { name } }`,
  );
  const [{ there: asked, elsewhere, any, empty }] = data._entities;
  expect(asked.eeoQuestions.length).toBeGreaterThan(0);
  expect(elsewhere.eeoQuestions).toEqual([]);
  expect(any).toEqual(asked);
  expect(empty).toEqual(any);
  expect(calls.filter((call) => call === FORM)).toHaveLength(3);
});

test("each form costs one request in an operation, and none while it is kept", async () => {
  const two = [...graph.sandbox.data.postings.keys()].slice(0, 2);
  const form = "applicationForm { urls { name } } again: applicationForm { personalInformation { name } }";
  const headers = { "cache-control": "no-cache" };
  const first = await postings(two, form, { headers });
  expect(first.calls.filter((call) => call === FORM)).toHaveLength(2);
  await postings(two, form);
  expect((await postings(two, form)).calls).toEqual([]);
  expect((await postings(two, "title", { headers })).calls).not.toContain(FORM);
});

test("of a confidential posting is not to be had without the role", async () => {
  const posting = [...graph.sandbox.data.postings.values()].find(
    ({ confidentiality }) => confidentiality === "confidential",
  );
  const fields = "applicationForm { urls { name } }";
  const shown = await postings([posting?.id ?? ""], fields);
  expect(shown.data._entities[0].applicationForm).not.toBeNull();
  graph.sandbox.clearRequests();
  const hidden = await postings([posting?.id ?? ""], fields, { roles: "admin" });
  expect([hidden.data._entities, hidden.errors]).toEqual([[null], []]);
  expect(graph.sandbox.calls(SANDBOX_FORM)).toEqual([]);
});

test("without the permission is null beside its error, and the posting is there", async () => {
  const without = await connectWithout(graph, [PERMISSION], FINDEM_KEY);
  const { data, errors } = await ask(
    graph,
    without,
    "postings(first: 1) { nodes { title applicationForm { urls { name } } } }",
  );
  expect(errors).toMatchObject([
    {
      path: ["atsConnection", "postings", "nodes", 0, "applicationForm"],
      extensions: { code: "ATS_PERMISSION_MISSING", permission: PERMISSION, connectionId: without },
    },
  ]);
  expect(data.atsConnection.postings.nodes).toEqual([{ title: expect.any(String), applicationForm: null }]);
});

test("of a posting that Lever lost meanwhile is null, and no error", async () => {
  const undo = graph.sandbox.inject({ path: "/postings/:posting/apply", do: { kind: "status", status: 404 } });
  const posting = postingWhere(() => true);
  const { data, errors } = await postings([posting], "applicationForm { urls { name } }", {
    headers: { "cache-control": "no-cache" },
  });
  undo();
  expect(errors).toEqual([]);
  expect(data._entities).toEqual([{ id: `${id}.${posting}`, applicationForm: null }]);
});
