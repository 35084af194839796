import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FINDEM_KEY, OTHER_ACCOUNT_KEY } from "../../../sandbox/keys.js";
import { ask, change, connectionsOf, onlyError, removeConnection } from "../../support/connections.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const OURS = { account: "acme" };
const THEIRS = { account: "globex" };
const UNKNOWN = "AAAAAAAAAAAAAAAA";

let subgraph: TestSubgraph;
let ours: string;
let theirs: string;
let theirOpportunity: { externalId: string; candidateExternalId: string };

beforeAll(async () => {
  subgraph = await startSubgraph();
  ours = await subgraph.connect(FINDEM_KEY, OURS);
  theirs = await subgraph.connect(OTHER_ACCOUNT_KEY, THEIRS);
  const { data } = await ask(
    subgraph,
    theirs,
    "stages { name } users { nodes { id } } postings { nodes { id } } opportunities { nodes { externalId candidateExternalId } }",
    THEIRS,
  );
  theirOpportunity = data.atsConnection.opportunities.nodes[0];
});
beforeEach(() => subgraph.sandbox.clearRequests());
afterAll(() => subgraph[Symbol.asyncDispose]());

/** The answer as text, with the connection's id taken out of it. */
function shapeOf(answer: object, id: string): string {
  const { data, errors } = answer as { data: unknown; errors: readonly { extensions: object }[] };
  const shown = errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId: "" } }));
  return JSON.stringify({ data, errors: shown }).replaceAll(id, "<id>");
}

describe("an id of another account is as unknown", () => {
  const QUERIES: readonly (readonly [string, (id: string) => [string, Readonly<Record<string, unknown>>]])[] = [
    ["atsConnection", (id) => ["query ($id: ID!) { atsConnection(id: $id) { id name } }", { id }]],
    [
      "atsOpportunity",
      (id) => [
        "query ($id: ID!) { atsOpportunity(id: $id) { id name } }",
        { id: `${id}.${theirOpportunity.externalId}` },
      ],
    ],
    [
      "atsOpportunities",
      (id) => [
        "query ($ids: [ID!]!) { atsOpportunities(ids: $ids) { id name } }",
        { ids: [`${id}.${theirOpportunity.externalId}`] },
      ],
    ],
    [
      "atsCandidate",
      (id) => [
        "query ($id: ID!) { atsCandidate(id: $id) { id name } }",
        { id: `${id}.${theirOpportunity.candidateExternalId}` },
      ],
    ],
    [
      "matchAtsCandidates",
      (id) => [
        'query ($id: ID!) { matchAtsCandidates(connectionId: $id, emails: ["priya.raman@example.test"]) { candidate { id } } }',
        { id },
      ],
    ],
    ...["AtsConnection", "StageMapping", "AtsStage", "AtsUser", "AtsPosting", "AtsArchiveReason", "Opportunity"].map(
      (type) =>
        [
          `_entities of ${type}`,
          (id: string) => [
            "query ($them: [_Any!]!) { _entities(representations: $them) { __typename } }",
            { them: [{ __typename: type, id: entityId(type, id) }] },
          ],
        ] as (typeof QUERIES)[number],
    ),
  ];

  function entityId(type: string, connectionId: string): string {
    if (type === "AtsConnection") return connectionId;
    if (type === "StageMapping") return `${connectionId}.stage-mapping`;
    return `${connectionId}.${type === "Opportunity" ? theirOpportunity.externalId : "applicant-new"}`;
  }

  test.each(QUERIES)("to %s, and nothing is sent", async (_, queryFor) => {
    const [query, variables] = queryFor(theirs);
    const foreign = await subgraph.query(query, variables, OURS);
    const [sameQuery, unknownVariables] = queryFor(UNKNOWN);
    const unknown = await subgraph.query(sameQuery, unknownVariables, OURS);
    expect(shapeOf(foreign, theirs)).toBe(shapeOf(unknown, UNKNOWN));
    expect(foreign.status).toBe(unknown.status);
    expect(foreign.headers.get("cache-control")).toBe(unknown.headers.get("cache-control"));
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test.each([
    "verifyAtsConnection",
    "rotateAtsApiKey",
    "updateAtsConnection",
    "disableAtsConnection",
    "enableAtsConnection",
  ] as const)("to %s, and nothing is changed", async (mutation) => {
    const before = await connectionsOf(subgraph, THEIRS);
    const more = mutation === "rotateAtsApiKey" ? { apiKey: "lever-sandbox-everything-key-R7uB" } : {};
    const foreign = await change(subgraph, mutation, { connectionId: theirs, ...more }, OURS);
    const unknown = await change(subgraph, mutation, { connectionId: UNKNOWN, ...more }, OURS);
    expect(shapeOf(foreign.answer, theirs)).toBe(shapeOf(unknown.answer, UNKNOWN));
    expect(await connectionsOf(subgraph, THEIRS)).toEqual(before);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("to removeAtsConnection, and it stays", async () => {
    expect(await removeConnection(subgraph, theirs, OURS)).toEqual({ removedId: null, codes: ["NOT_FOUND"] });
    expect(await connectionsOf(subgraph, THEIRS)).toHaveLength(1);
  });

  test("among one's own references, which stand", async () => {
    const { data, errors } = await subgraph.query(
      "query ($them: [_Any!]!) { _entities(representations: $them) { ... on AtsStage { name } } }",
      {
        them: [
          { __typename: "AtsStage", id: `${theirs}.applicant-new` },
          { __typename: "AtsStage", id: `${ours}.applicant-new` },
          { __typename: "AtsStage", connectionId: theirs, externalId: "offer" },
        ],
      },
      OURS,
    );
    expect(errors).toEqual([]);
    expect(data._entities).toEqual([null, { name: "New applicant" }, null]);
    expect(subgraph.sandbox.requests.every(({ apiKey }) => apiKey === FINDEM_KEY)).toBe(true);
  });

  test("in a filter, which then matches nothing and sends nothing", async () => {
    const { data, errors } = await ask(
      subgraph,
      ours,
      `opportunities(filter: { stageIds: ["${theirs}.applicant-new"] }) { nodes { id } }`,
      OURS,
    );
    expect(errors).toEqual([]);
    expect(data.atsConnection.opportunities.nodes).toEqual([]);
    expect(subgraph.sandbox.requests).toEqual([]);
  });

  test("and so is a cursor", async () => {
    const { data } = await ask(subgraph, theirs, "users(first: 1) { edges { cursor } }", THEIRS);
    const cursor = data.atsConnection.users.edges[0].cursor as string;
    const answer = await ask(subgraph, ours, `users(after: "${cursor}") { nodes { id } }`, OURS);
    expect(onlyError(answer).extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "after" });
  });
});

describe("the same API key in two accounts", () => {
  test("is asked for each: one account's answers are never the other's", async () => {
    await using own = await startSubgraph();
    const first = await own.connect(FINDEM_KEY, OURS);
    const second = await own.connect(FINDEM_KEY, THEIRS);
    own.sandbox.clearRequests();
    const fields = "archiveReasons { id name connectionId }";
    const one = await ask(own, first, fields, OURS);
    expect(own.sandbox.calls()).toEqual(["GET /archive_reasons"]);
    const other = await ask(own, second, fields, THEIRS);
    expect(own.sandbox.calls()).toEqual(["GET /archive_reasons", "GET /archive_reasons"]);
    const idsOf = (answer: typeof one, id: string) =>
      (answer.data.atsConnection.archiveReasons as { id: string; connectionId: string }[]).filter(
        (row) => row.connectionId === id && row.id.startsWith(`${id}.`),
      );
    expect(idsOf(one, first)).toHaveLength(12);
    expect(idsOf(other, second)).toHaveLength(12);
  });

  test("is not shared in flight either", async () => {
    await using own = await startSubgraph({ sandbox: { latencyMs: 50 } });
    const first = await own.connect(FINDEM_KEY, OURS);
    const second = await own.connect(FINDEM_KEY, THEIRS);
    own.sandbox.clearRequests();
    await Promise.all([
      ask(own, first, "archiveReasons { id }", OURS),
      ask(own, second, "archiveReasons { id }", THEIRS),
    ]);
    expect(own.sandbox.calls()).toHaveLength(2);
  });

  test("switched off or removed in one works on in the other", async () => {
    await using own = await startSubgraph();
    const first = await own.connect(FINDEM_KEY, OURS);
    const second = await own.connect(FINDEM_KEY, THEIRS);
    await change(own, "disableAtsConnection", { connectionId: first }, OURS);
    expect((await ask(own, second, "archiveReasons { id }", THEIRS)).errors).toEqual([]);
    await removeConnection(own, first, OURS);
    expect((await ask(own, second, "sources: postings { nodes { id } }", THEIRS)).errors).toEqual([]);
  });
});

describe("the role confidential", () => {
  const WITHOUT = { roles: "admin" };
  const POSTINGS = "postings(first: 500) { nodes { id confidentiality } }";
  const OPPORTUNITIES = "opportunities(first: 500) { nodes { id confidentiality } }";

  test.each([
    ["postings", POSTINGS],
    ["opportunities", OPPORTUNITIES],
  ] as const)("alone sees confidential %s, whoever asked first or at the same time", async (field, list) => {
    await using own = await startSubgraph();
    const id = await own.connect();
    const rows = async (as: object) => {
      const { data, errors } = await ask(own, id, list, as);
      expect(errors).toEqual([]);
      return data.atsConnection[field].nodes as { id: string; confidentiality: string }[];
    };
    const [all, some] = await Promise.all([rows({}), rows(WITHOUT)]);
    const confidential = all.filter(({ confidentiality }) => confidentiality === "CONFIDENTIAL");
    expect(confidential.length).toBeGreaterThan(0);
    const isSecret = new Set(confidential.map((row) => row.id));
    for (const shown of [some, await rows(WITHOUT)]) {
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.filter((row) => isSecret.has(row.id) || row.confidentiality !== "NON_CONFIDENTIAL")).toEqual([]);
    }
    expect((await rows({})).map((row) => row.id)).toEqual(all.map((row) => row.id));
  });

  test("makes the id of a confidential posting known, which else is as unknown", async () => {
    await using own = await startSubgraph();
    const id = await own.connect();
    const { data } = await ask(
      own,
      id,
      "postings(first: 1, filter: { confidentiality: CONFIDENTIAL }) { nodes { id } }",
    );
    const posting = data.atsConnection.postings.nodes[0].id as string;
    const read = async (as: object) =>
      (
        await own.query(
          "query ($them: [_Any!]!) { _entities(representations: $them) { ... on AtsPosting { id title } } }",
          { them: [{ __typename: "AtsPosting", id: posting }] },
          as,
        )
      ).data._entities as unknown[];
    for (const headers of [{}, { "cache-control": "no-cache" }]) {
      expect(await read({ headers })).toEqual([{ id: posting, title: expect.any(String) as string }]);
      expect(await read({ ...WITHOUT, headers })).toEqual([null]);
    }
  });

  test("asked for without it is no way round", async () => {
    await using own = await startSubgraph();
    const id = await own.connect();
    for (const confidentiality of ["CONFIDENTIAL", "ALL"]) {
      const { data } = await ask(
        own,
        id,
        `postings(first: 500, filter: { confidentiality: ${confidentiality} }) { nodes { confidentiality } }
         opportunities(first: 500, filter: { confidentiality: ${confidentiality} }) { nodes { confidentiality } }`,
        WITHOUT,
      );
      expect(JSON.stringify(data)).not.toContain('"CONFIDENTIAL"');
    }
  });
});
