import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FINDEM_KEY, OTHER_ACCOUNT_KEY } from "../../sandbox/keys.js";
import { PIPELINE, STAGES } from "../../sandbox/seed/stages.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

const MAPPING = `id version proposed updatedAt updatedByUserId
  inboundStages { externalId name } advanceExcludedStages { externalId name } rejectExcludedReasons { externalId name }
  findemStages { id name slaDays stages { externalId name } }`;
const SAVE = `mutation ($input: SaveStageMappingInput!) { saveStageMapping(input: $input) {
  stageMapping { ${MAPPING} } userErrors { code path message } } }`;

let subgraph: TestSubgraph;
let connection: string;

beforeAll(async () => {
  subgraph = await startSubgraph();
});
beforeEach(async () => {
  const removed = await subgraph.query(`{ atsConnections { id } }`);
  for (const { id } of removed.data.atsConnections) {
    await subgraph.query(`mutation ($id: ID!) { removeAtsConnection(input: { connectionId: $id }) { removedId } }`, {
      id,
    });
  }
  connection = await subgraph.connect();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const idOf = (externalId: string): string => `${connection}.${externalId}`;

async function mapping(fields = MAPPING) {
  const answer = await subgraph.query(`query ($id: ID!) { atsConnection(id: $id) { stageMapping { ${fields} } } }`, {
    id: connection,
  });
  expect(answer.errors).toEqual([]);
  return { ...answer, mapping: answer.data.atsConnection.stageMapping };
}

function inputOf(changes: object = {}) {
  return {
    connectionId: connection,
    expectedVersion: 0,
    inboundStageIds: [idOf("applicant-new")],
    advanceExcludedStageIds: [],
    rejectExcludedReasonIds: [],
    findemStages: [{ name: "New", stageIds: [idOf("applicant-new")], slaDays: 5 }],
    ...changes,
  };
}

async function save(changes: object = {}, as = {}) {
  const answer = await subgraph.query(SAVE, { input: inputOf(changes) }, as);
  return { ...answer, saved: answer.data?.saveStageMapping };
}

describe("a mapping nobody has saved", () => {
  test("is a proposal from Lever's stages, made and stored once", async () => {
    const [first, second] = [await mapping(), await mapping()];
    expect(first.mapping).toMatchObject({
      version: 0,
      proposed: true,
      updatedAt: null,
      id: `${connection}.stage-mapping`,
    });
    expect(first.mapping.inboundStages).toEqual([{ externalId: "applicant-new", name: "New applicant" }]);
    const names = ["Leads", "New applicants", "Screening", "Interviews", "Checks", "Offer", "Hired"];
    expect(first.mapping.findemStages).toMatchObject(names.map((name) => ({ name })));
    expect(second.mapping).toEqual(first.mapping);
    expect(second.requests).toBe(0);
  });

  test("has ids that survive the first save", async () => {
    const { mapping: proposed } = await mapping();
    const { id } = proposed.findemStages[1];
    const { saved } = await save({ findemStages: [{ id, name: "Fresh", stageIds: [] }] });
    expect(saved.userErrors).toEqual([]);
    expect(saved.stageMapping).toMatchObject({ version: 1, proposed: false, updatedByUserId: "u1" });
    expect(saved.stageMapping.findemStages).toEqual([{ id, name: "Fresh", slaDays: null, stages: [] }]);
  });
});

describe("saving", () => {
  test("raises the version by one, and what was saved is what is read", async () => {
    const { saved } = await save({ advanceExcludedStageIds: [idOf("offer")] });
    expect(saved).toMatchObject({ userErrors: [], stageMapping: { version: 1 } });
    expect((await mapping()).mapping).toEqual(saved.stageMapping);
    expect((await save({ expectedVersion: 1 })).saved.stageMapping.version).toBe(2);
  });

  test("of an older version is refused, with the mapping as it is", async () => {
    await save();
    const { saved } = await save({ findemStages: [] });
    expect(saved.userErrors).toMatchObject([{ code: "VERSION_CONFLICT", path: ["input", "expectedVersion"] }]);
    expect(saved.stageMapping).toMatchObject({ version: 1, findemStages: [{ name: "New" }] });
  });

  test("by many at once succeeds for exactly one", async () => {
    await mapping();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, number) => save({ findemStages: [{ name: `N${number}`, stageIds: [] }] })),
    );
    const winners = answers.filter(({ saved }) => saved.userErrors.length === 0);
    expect(winners).toHaveLength(1);
    const losers = answers.filter(({ saved }) => saved.userErrors.length > 0);
    expect(losers.every(({ saved }) => saved.userErrors[0].code === "VERSION_CONFLICT")).toBe(true);
    expect((await mapping()).mapping.findemStages).toEqual(winners[0]!.saved.stageMapping.findemStages);
  });

  test("tells every fault at once, with its path, and stores nothing", async () => {
    const hired = [...subgraph.sandbox.data.archiveReasons.values()].find(({ type }) => type === "hired");
    const { saved } = await save({
      inboundStageIds: [idOf("nope"), "other.applicant-new"],
      rejectExcludedReasonIds: [idOf(hired!.id), idOf("nope")],
      findemStages: [
        { name: "A", stageIds: [idOf("offer")] },
        { name: "a", stageIds: [idOf("offer")], slaDays: 366 },
        { id: idOf("nope"), name: "B", stageIds: [] },
      ],
    });
    expect(saved.stageMapping).toBeNull();
    const faults = saved.userErrors as readonly { readonly code: string; readonly path: readonly string[] }[];
    expect(faults.map(({ code, path }) => `${code} ${path.join(".")}`)).toEqual([
      "STAGE_UNKNOWN input.inboundStageIds.0",
      "STAGE_UNKNOWN input.inboundStageIds.1",
      "REASON_NOT_REJECTION input.rejectExcludedReasonIds.0",
      "REASON_UNKNOWN input.rejectExcludedReasonIds.1",
      "GROUP_NAME_DUPLICATE input.findemStages.1.name",
      "SLA_OUT_OF_RANGE input.findemStages.1.slaDays",
      "STAGE_IN_TWO_GROUPS input.findemStages.1.stageIds.0",
      "NOT_FOUND input.findemStages.2.id",
    ]);
    expect((await mapping()).mapping.version).toBe(0);
  });

  test("takes a stage that was made in Lever after the list was cached", async () => {
    const made = { id: "11111111-2222-4333-8444-555555555555", text: "Trial day" };
    subgraph.sandbox.data.stages.set(made.id, made);
    try {
      const { saved } = await save({ inboundStageIds: [idOf(made.id)] });
      expect(saved.userErrors).toEqual([]);
      expect(saved.stageMapping.version).toBe(1);
    } finally {
      subgraph.sandbox.data.stages.delete(made.id);
    }
  });

  test("needs the role admin", async () => {
    const { errors, saved } = await save({}, { roles: "recruiter" });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN", requiredRole: "admin" } }]);
    expect(saved).toBeNull();
    expect((await mapping()).mapping.version).toBe(0);
  });

  test("of another account's connection finds nothing", async () => {
    const { saved } = await save({}, { account: "evil" });
    expect(saved).toMatchObject({ stageMapping: null, userErrors: [{ code: "NOT_FOUND" }] });
  });

  test("a malformed id is told by its place", async () => {
    const { errors } = await save({ inboundStageIds: [idOf("offer"), "x/../y"] });
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument: "input.inboundStageIds.1" } }]);
  });
});

describe("what Lever changed", () => {
  const stages = () => subgraph.sandbox.data.stages;
  const noCache = { headers: { "cache-control": "no-cache" } };

  test("names are followed, and are there while Lever is not", async () => {
    await save({ advanceExcludedStageIds: [idOf("offer")] });
    stages().set("offer", { id: "offer", text: "Contract" });
    const source = `query ($id: ID!) { atsConnection(id: $id) { stageMapping { advanceExcludedStages { name index } danglingStages { id } } } }`;
    const seen = await subgraph.query(source, { id: connection }, noCache);
    expect(seen.data.atsConnection.stageMapping.advanceExcludedStages).toEqual([{ name: "Contract", index: 8 }]);
    const heal = subgraph.sandbox.inject({ path: "/stages", do: { kind: "status", status: 401 } });
    const away = await subgraph.query(source, { id: connection }, noCache);
    heal();
    stages().set("offer", { id: "offer", text: "Offer" });
    expect(away.data.atsConnection.stageMapping).toEqual({
      advanceExcludedStages: [{ name: "Contract", index: null }],
      danglingStages: null,
    });
    expect(away.errors.map(({ path }) => path?.slice(2).join(".")).sort()).toEqual([
      "advanceExcludedStages.0.index",
      "danglingStages",
    ]);
  });

  test("a stage that is gone dangles by its last name, and may stay in a save", async () => {
    await save({ advanceExcludedStageIds: [idOf(STAGES.referenceCheck.id)] });
    const gone = STAGES.referenceCheck;
    const all = [...stages().values()];
    stages().delete(gone.id);
    const source = `query ($id: ID!) { atsConnection(id: $id) { stageMapping {
      danglingStages { externalId name index } unmappedStages { externalId } danglingReasons { id } } } }`;
    const { data, errors } = await subgraph.query(source, { id: connection }, noCache);
    const again = await save({ expectedVersion: 1, advanceExcludedStageIds: [idOf(gone.id)] }, noCache);
    stages().clear();
    for (const stage of all) stages().set(stage.id, stage);
    expect(errors).toEqual([]);
    expect(data.atsConnection.stageMapping).toEqual({
      danglingStages: [{ externalId: gone.id, name: "Reference check", index: null }],
      unmappedStages: PIPELINE.filter(({ id }) => id !== gone.id && id !== "applicant-new").map(({ id }) => ({
        externalId: id,
      })),
      danglingReasons: [],
    });
    expect(again.saved).toMatchObject({
      userErrors: [],
      stageMapping: { advanceExcludedStages: [{ externalId: gone.id, name: "Reference check" }] },
    });
  });

  test("a connection that is switched off shows its mapping, and sends nothing", async () => {
    await save();
    await subgraph.query(
      `mutation ($id: ID!) { disableAtsConnection(input: { connectionId: $id }) { userErrors { code } } }`,
      {
        id: connection,
      },
    );
    const { mapping: shown, requests } = await mapping();
    expect(shown).toMatchObject({ version: 1, inboundStages: [{ name: "New applicant" }] });
    expect(requests).toBe(0);
    expect((await save({ expectedVersion: 1 })).saved.userErrors).toMatchObject([{ code: "ATS_CONNECTION_DISABLED" }]);
  });
});

describe("by the mapping", () => {
  const ROWS = `query ($id: ID!, $filter: OpportunityFilter) { atsConnection(id: $id) { opportunities(filter: $filter, first: 5) { nodes {
    archive { archivedAt } isInbound findemStage { id name } nextStage { externalId } advanceTargets { externalId index } } } } }`;

  test("active opportunities have a next stage and targets, archived ones have neither", async () => {
    await save({ advanceExcludedStageIds: [idOf(STAGES.recruiterScreen.id)] });
    const filter = { stageIds: [idOf("applicant-new")], archived: false };
    const active = await subgraph.query(ROWS, { id: connection, filter });
    expect(active.errors).toEqual([]);
    const [row] = active.data.atsConnection.opportunities.nodes;
    expect(row).toMatchObject({ isInbound: true, findemStage: { name: "New" } });
    expect(row.nextStage.externalId).toBe(STAGES.hiringManagerScreen.id);
    expect(row.advanceTargets).toMatchObject([5, 6, 7, 8, 9].map((index) => ({ index })));
    const archived = await subgraph.query(ROWS, { id: connection, filter: { ...filter, archived: true } });
    expect(archived.data.atsConnection.opportunities.nodes[0]).toMatchObject({
      findemStage: { name: "New" },
      nextStage: null,
      advanceTargets: [],
    });
  });

  test("what the mapping alone tells costs nothing beside the rows", async () => {
    await mapping("id");
    const source = `query ($id: ID!) { atsConnection(id: $id) { opportunities(first: 50) { nodes {
      isInbound findemStage { id name stages { id externalId } } stage { id findemStage { id name } } } } } }`;
    const { calls, errors } = await subgraph.query(source, { id: connection });
    expect(errors).toEqual([]);
    expect(calls).toEqual(["GET /opportunities"]);
  });

  test("reasons to reject with are active, of the right type and not excluded", async () => {
    const source = `query ($id: ID!) { atsConnection(id: $id) { rejectReasons { externalId type active } } }`;
    const reasons = async () => {
      const { data } = await subgraph.query(source, { id: connection });
      return data.atsConnection.rejectReasons as readonly { externalId: string; type: string; active: boolean }[];
    };
    const before = await reasons();
    expect(before.length).toBeGreaterThan(1);
    expect(before.every(({ active, type }) => active && type === "NON_HIRED")).toBe(true);
    await save({ rejectExcludedReasonIds: [idOf(before[0]!.externalId)] });
    expect(await reasons()).toEqual(before.slice(1));
  });
});

test("references find mappings and Findem stages of the own account, and null for all others", async () => {
  const other = await subgraph.connect(OTHER_ACCOUNT_KEY, { account: "other" });
  const { mapping: own } = await mapping();
  const source = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on StageMapping { id version } ... on AtsFindemStage { id name } ... on AtsStage { id index findemStage { name } } } }`;
  const representations = [
    { __typename: "StageMapping", id: own.id },
    { __typename: "StageMapping", id: `${connection}.other` },
    { __typename: "StageMapping", id: `${other}.stage-mapping` },
    { __typename: "AtsFindemStage", id: own.findemStages[0].id },
    { __typename: "AtsFindemStage", id: `${connection}.nope` },
    { __typename: "AtsStage", id: `${connection}.applicant-new` },
    { __typename: "AtsStage", connectionId: connection, externalId: "nope" },
  ];
  const { data, errors } = await subgraph.query(source, { representations });
  expect(errors).toEqual([]);
  expect(data["_entities"]).toEqual([
    { id: own.id, version: 0 },
    null,
    null,
    { id: own.findemStages[0].id, name: "Leads" },
    null,
    { id: `${connection}.applicant-new`, index: 3, findemStage: { name: "New applicants" } },
    null,
  ]);
});

test("a key that may not list archive reasons gets a proposal all the same", async () => {
  const apiKey = "lever-sandbox-no-reasons-key-a1B2";
  const findem = subgraph.sandbox.data.keys.get(FINDEM_KEY)!;
  const permissions = findem.permissions.filter((name) => name !== "find all archive reasons");
  subgraph.sandbox.addKey({ ...findem, apiKey, name: "No reasons", permissions });
  connection = await subgraph.connect(apiKey, {}, "No reasons");
  expect((await mapping()).mapping.findemStages).toHaveLength(7);
});
