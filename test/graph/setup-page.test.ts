import { expect, test } from "vitest";
import { EVERYTHING_KEY, FINDEM_KEY, STAGES_ONLY_KEY } from "../../sandbox/keys.js";
import { startReachableSubgraph } from "../support/reachable-subgraph.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { until } from "../support/until.js";

const ADMIN = { user: "admin-1", roles: "admin", email: "nobody@findem.example" };
const RECRUITER = { user: "recruiter-1", roles: "recruiter", email: "nobody@findem.example" };

const ERRORS = "userErrors { code path permission message }";
const MAPPING = `stageMapping { version proposed inboundStages { id name } advanceExcludedStages { id } rejectExcludedReasons { id }
  unmappedStages { name } findemStages { id name slaDays stages { id name } } }`;

/* What the page needs, step by step; nothing beside GraphQL is asked. */
const CONNECT = `mutation ($input: ConnectLeverInput!) { connectLever(input: $input) {
  connection { id status apiKeyHint confidentialAccess defaultPerformAs { name } } ${ERRORS} } }`;
const PERMISSIONS = `query ($id: ID!) { atsConnection(id: $id) { status permissionReport { state checked total complete
  permissions { name required status neededBy } } } }`;
const FIELDS = `query ($id: ID!) { atsConnection(id: $id) { fieldMapping { findemField atsObject atsField writable } } }`;
const STAGES = `query ($id: ID!) { atsConnection(id: $id) { stages { id name } archiveReasons { id name type } ${MAPPING} } }`;
const PREVIEW = `query ($input: SaveStageMappingInput!) { previewStageMapping(input: $input) {
  enteringInbound leavingInbound changingFindemStage newlyBreached ${ERRORS} } }`;
const SAVE = `mutation ($input: SaveStageMappingInput!) { saveStageMapping(input: $input) { ${MAPPING} ${ERRORS} } }`;
const HOOKS = `mutation ($input: RegisterAtsWebhooksInput!) { registerAtsWebhooks(input: $input) {
  connection { webhooks { url events signingTokenSet } } ${ERRORS} } }`;
const TOKEN = `mutation ($input: UpdateAtsConnectionInput!) { updateAtsConnection(input: $input) {
  connection { webhooks { signingTokenSet lastReceivedAt } } ${ERRORS} } }`;
const HEARD = `query ($id: ID!) { atsConnection(id: $id) { webhooks { lastReceivedAt } } }`;
const SYNC = `mutation ($input: StartAtsSyncInput!) { startAtsSync(input: $input) { connection { sync { state } } ${ERRORS} } }`;
const SYNCED = `query ($id: ID!) { atsConnection(id: $id) { sync { state processed } } }`;
const INBOUND = `query ($id: ID!) { atsConnection(id: $id) { inboundSummary { count dueSoon breached }
  rejectReasons { id name } inboundApplicants(first: 20) { edges { node {
    id name stage { id } isInbound sla { status dueAt } nextStage { id name } advanceTargets { id } } } } } }`;
const ADVANCE = `mutation ($input: AdvanceOpportunityInput!) { advanceOpportunity(input: $input) { opportunity { id stage { id } isInbound } ${ERRORS} } }`;
const REJECT = `mutation ($input: RejectOpportunityInput!) { rejectOpportunity(input: $input) { opportunity { id archive { reason { id } } } ${ERRORS} } }`;

interface Named {
  readonly id: string;
  readonly name: string;
}

async function answerOf(subgraph: TestSubgraph, source: string, variables: object, as: object = ADMIN) {
  const { data, errors } = await subgraph.query(source, { ...variables }, as);
  expect(errors).toEqual([]);
  return data;
}

const idOf = (things: readonly Named[], name: string): string => {
  const found = things.find((thing) => thing.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found.id;
};

test("an admin connects Lever, checks, maps and starts; a recruiter works the queue: in GraphQL alone", async () => {
  await using subgraph = await startReachableSubgraph({
    sandbox: { opportunities: 120 },
    environment: { PERMISSION_CHECK: "true" },
  });
  const { webhooks: page } = subgraph.sandbox;
  const [performer] = [...subgraph.sandbox.data.users.values()].filter(
    ({ accessRole, deactivatedAt }) => accessRole === "super admin" && deactivatedAt === null,
  );

  // Connect: a wrong key is told, the right one is taken.
  const wrong = await answerOf(subgraph, CONNECT, { input: { name: "Nimbus", apiKey: "nonsense" } });
  expect(wrong.connectLever).toMatchObject({ connection: null, userErrors: [{ code: "API_KEY_REJECTED" }] });
  const input = { name: "Nimbus", apiKey: FINDEM_KEY, defaultPerformAsEmail: performer?.email };
  const { connection } = (await answerOf(subgraph, CONNECT, { input })).connectLever;
  expect(connection).toMatchObject({ apiKeyHint: FINDEM_KEY.slice(-4), confidentialAccess: true });
  expect(connection.defaultPerformAs.name).toBe(performer?.name);
  const id = connection.id as string;

  // Permissions: every one of Findem's list, by its name.
  const permissions = await until(
    async () => (await answerOf(subgraph, PERMISSIONS, { id })).atsConnection.permissionReport,
    ({ state }) => state === "DONE",
  );
  expect(permissions).toMatchObject({ complete: true, checked: permissions.total });
  expect(permissions.permissions.filter(({ required }: { required: boolean }) => required)).toHaveLength(79);

  // Field mapping: the table.
  const { fieldMapping } = (await answerOf(subgraph, FIELDS, { id })).atsConnection;
  expect(fieldMapping.length).toBeGreaterThan(10);

  // Stage mapping: what is proposed, what a change of it would do, and the change.
  const { stages, archiveReasons, stageMapping } = (await answerOf(subgraph, STAGES, { id })).atsConnection;
  expect(stageMapping).toMatchObject({ version: 0, proposed: true });
  const wanted = {
    connectionId: id,
    expectedVersion: stageMapping.version,
    inboundStageIds: [idOf(stages, "New applicant")],
    advanceExcludedStageIds: [idOf(stages, "Reference check")],
    rejectExcludedReasonIds: [idOf(archiveReasons, "Culture contribution")],
    findemStages: [
      { name: "Applied", stageIds: [idOf(stages, "New applicant")], slaDays: 2 },
      {
        name: "Screen",
        stageIds: ["Recruiter screen", "Hiring manager screen"].map((name) => idOf(stages, name)),
        slaDays: 5,
      },
      { name: "Final", stageIds: ["On-site interview", "Offer"].map((name) => idOf(stages, name)) },
    ],
  };
  const { previewStageMapping: preview } = await answerOf(subgraph, PREVIEW, { input: wanted });
  expect(preview.userErrors).toEqual([]);
  const saved = (await answerOf(subgraph, SAVE, { input: wanted })).saveStageMapping;
  expect(saved).toMatchObject({ userErrors: [], stageMapping: { version: 1, proposed: false } });
  expect(saved.stageMapping.findemStages.map(({ name }: Named) => name)).toEqual(["Applied", "Screen", "Final"]);

  // Webhooks: Findem's permissions don't reach that far, so they are entered by hand, as the answer says.
  const hooks = (await answerOf(subgraph, HOOKS, { input: { connectionId: id } })).registerAtsWebhooks;
  expect(hooks.userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "find all webhooks" }]);
  page.addInSettings({ url: hooks.connection.webhooks.url, events: hooks.connection.webhooks.events });
  const webhookSigningToken = page.regenerateSigningToken();
  const told = (await answerOf(subgraph, TOKEN, { input: { connectionId: id, webhookSigningToken } }))
    .updateAtsConnection;
  expect(told.connection.webhooks).toEqual({ signingTokenSet: true, lastReceivedAt: null });

  // Sync, to its end.
  await answerOf(subgraph, SYNC, { input: { connectionId: id } });
  const { processed } = await until(
    async () => (await answerOf(subgraph, SYNCED, { id })).atsConnection.sync,
    ({ state }) => state === "IDLE",
  );
  expect(processed).toBe(subgraph.sandbox.data.opportunities.size);

  // A recruiter: who waits, and only what is allowed.
  const queue = (await answerOf(subgraph, INBOUND, { id }, RECRUITER)).atsConnection;
  const nodes = queue.inboundApplicants.edges.map(({ node }: { node: unknown }) => node);
  expect(queue.inboundSummary.count).toBeGreaterThanOrEqual(nodes.length);
  const [first, second] = nodes;
  expect(first).toMatchObject({ isInbound: true, stage: { id: idOf(stages, "New applicant") } });
  expect(first.sla.status).toMatch(/^(ON_TRACK|DUE_SOON|BREACHED|PAUSED)$/);
  const targets = first.advanceTargets.map((target: Named) => target.id);
  expect(targets).not.toContain(idOf(stages, "Reference check"));
  expect(queue.rejectReasons.map(({ name }: Named) => name)).not.toContain("Culture contribution");

  const advanced = await answerOf(
    subgraph,
    ADVANCE,
    { input: { opportunityId: first.id, toStageId: first.nextStage.id, expectedStageId: first.stage.id } },
    RECRUITER,
  );
  expect(advanced.advanceOpportunity).toMatchObject({
    userErrors: [],
    opportunity: { stage: { id: first.nextStage.id }, isInbound: false },
  });
  const reasonId = idOf(queue.rejectReasons, "Withdrew");
  const rejected = await answerOf(subgraph, REJECT, { input: { opportunityId: second.id, reasonId } }, RECRUITER);
  expect(rejected.rejectOpportunity).toMatchObject({
    userErrors: [],
    opportunity: { archive: { reason: { id: reasonId } } },
  });

  // Lever tells of both by its webhooks, and each is taken.
  await page.settled();
  expect(page.deliveries.map(({ envelope }) => envelope.event).sort()).toEqual([
    "candidateArchiveChange",
    "candidateStageChange",
  ]);
  expect(page.deliveries.map(({ state }) => state)).toEqual(["acknowledged", "acknowledged"]);
  expect((await answerOf(subgraph, HEARD, { id })).atsConnection.webhooks.lastReceivedAt).not.toBeNull();

  // Both have left the queue at once.
  const after = (await answerOf(subgraph, INBOUND, { id }, RECRUITER)).atsConnection;
  expect(after.inboundSummary.count).toBe(queue.inboundSummary.count - 2);
  const left = after.inboundApplicants.edges.map(({ node }: { node: Named }) => node.id);
  expect(left).not.toContain(first.id);
  expect(left).not.toContain(second.id);
});

test("a key with too little ticked says at each step which box to tick", async () => {
  await using subgraph = await startSubgraph({
    sandbox: { opportunities: 20 },
    environment: { PERMISSION_CHECK: "true" },
  });
  const input = { name: "Stages", apiKey: STAGES_ONLY_KEY };
  const { id } = (await answerOf(subgraph, CONNECT, { input })).connectLever.connection;
  const { permissionReport: report } = await until(
    async () => (await answerOf(subgraph, PERMISSIONS, { id })).atsConnection,
    ({ permissionReport }) => permissionReport.state === "DONE",
  );
  expect(report.complete).toBe(false);
  const statusOf = (name: string) => report.permissions.find((check: Named) => check.name === name)?.status as unknown;
  expect([statusOf("find all stages"), statusOf("find all opportunities")]).toEqual(["GRANTED", "MISSING"]);
  const { errors } = await subgraph.query(INBOUND, { id }, RECRUITER);
  for (const { extensions } of errors) {
    expect(extensions["code"]).toBe("ATS_PERMISSION_MISSING");
    expect(subgraph.sandbox.data.keys.get(EVERYTHING_KEY)?.permissions).toContain(extensions["permission"]);
  }
  expect(errors.length).toBeGreaterThan(0);
});
