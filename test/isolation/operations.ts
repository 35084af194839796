import { wholeSelection } from "../support/whole-selection.js";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { pdfOf } from "../support/uploads.js";
import { answerTo, deliver, deliveryOf } from "../support/webhooks.js";
import { type Given, pickOf, type Tenancy, type Tenants } from "./tenants.js";

/** Who does something, and with what: `at` is any account's connection, the caller's own or not. */
export interface Move {
  readonly tenants: Tenants;
  readonly account: string;
  readonly at: Tenancy;
  readonly pick: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came of it: all that the caller was told, and whether anything was there. */
export interface Told {
  readonly text: string;
  /** Data that names something; what is no GraphQL is something where its status says so. */
  readonly isSomething: boolean;
}

type Operation = (move: Move) => Promise<Told>;

const { schema } = createSubgraph(slices);
const WHOLE_OPPORTUNITY = wholeSelection(schema, "Opportunity");
const WHOLE_CANDIDATE = wholeSelection(schema, "Candidate");
const USER_ERRORS = "userErrors { code message }";
const LISTS = ["opportunities", "users", "postings", "requisitions", "auditLog", "tags", "inboundApplicants"] as const;
const TYPES = ["AtsStage", "AtsUser", "AtsPosting", "AtsArchiveReason", "AtsRequisition"] as const;

async function ask(
  move: Move,
  source: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Told & { data: never }> {
  const { tenants, account, headers } = move;
  const { data, errors } = await tenants.query(account, source, variables, { headers });
  return { text: JSON.stringify([data, errors]), isSomething: isSomething(data), data: data as never };
}

/** Whether there is more in an answer than nulls, empty lists and what went wrong. */
function isSomething(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== null && value !== undefined;
  return Object.entries(value).some(
    ([name, inner]) => !["userErrors", "__typename"].includes(name) && isSomething(inner),
  );
}

/** What was given out: to the caller every other time, where there is such, else to anybody. */
function given(all: readonly Given[], account: string, pick: number): Given {
  const own = all.filter((one) => one.account === account);
  return pickOf(pick % 2 === 0 && own.length > 0 ? own : all, pick);
}

/** Everything that a caller can do with what may be somebody else's, by name. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  connection: (move) =>
    ask(
      move,
      `query ($id: ID!) { atsConnection(id: $id) { id name status apiKeyHint webhooks { url } stages { id name } archiveReasons { name } } }`,
      {
        id: move.at.id,
      },
    ),
  list: async (move) => {
    const field = pickOf(LISTS, move.pick);
    const { cursors } = move.tenants;
    const after = move.pick % 3 === 0 || cursors.length === 0 ? null : pickOf(cursors, move.pick);
    const source = `query ($id: ID!, $after: String) { atsConnection(id: $id) { ${field}(first: 2, after: $after) { edges { cursor node { ${LABELS[field]} } } } } }`;
    const told = await ask(move, source, { id: move.at.id, after: after?.value ?? null });
    const cursor = /"cursor":"([^"]+)"/.exec(told.text)?.[1];
    if (cursor !== undefined) cursors.push({ account: move.account, value: cursor });
    return told;
  },
  opportunity: (move) =>
    ask(move, `query ($id: ID!) { atsOpportunity(id: $id) { ${WHOLE_OPPORTUNITY} } }`, {
      id: `${move.at.id}.${move.tenants.opportunity(move.pick)}`,
    }),
  opportunities: (move) =>
    ask(
      move,
      `query ($ids: [ID!]!) { atsOpportunities(ids: $ids) { id name candidate { name emails } notes { text } } }`,
      {
        ids: [0, 1, 2].map((more) => `${move.at.id}.${move.tenants.opportunity(move.pick + more)}`),
      },
    ),
  candidate: (move) =>
    ask(move, `query ($id: ID!) { atsCandidate(id: $id) { ${WHOLE_CANDIDATE} } }`, {
      id: `${move.at.id}.${move.tenants.contact(move.pick)}`,
    }),
  entities: (move) => {
    const type = pickOf(TYPES, move.pick);
    const externalId = move.tenants.idOf(type, move.pick);
    const connectionId = move.at.id;
    const them = [
      { __typename: type, id: `${connectionId}.${externalId}` },
      { __typename: type, connectionId, externalId },
      { __typename: "Opportunity", id: `${connectionId}.${move.tenants.opportunity(move.pick)}` },
      { __typename: "Candidate", connectionId, externalId: move.tenants.contact(move.pick) },
      { __typename: "AtsConnection", id: connectionId },
      { __typename: "StageMapping", id: `${connectionId}.stage-mapping` },
    ];
    const fields = `... on ${type} { connectionId } ... on Opportunity { name } ... on Candidate { name }
      ... on AtsConnection { label: name } ... on StageMapping { version }`;
    return ask(move, `query ($them: [_Any!]!) { _entities(representations: $them) { ${fields} } }`, { them });
  },
  match: (move) => {
    const email = move.tenants.email(move.at, move.pick);
    const source = `query ($emails: [String!]!) { matchAtsCandidates(emails: $emails) { candidate { name } } }`;
    return ask(move, source, { emails: [email] });
  },
  matchThere: (move) => {
    const email = move.tenants.email(move.at, move.pick);
    const source = `query ($id: ID!, $emails: [String!]!) { matchAtsCandidates(connectionId: $id, emails: $emails) { candidate { name } } }`;
    return ask(move, source, { id: move.at.id, emails: [email] });
  },
  profile: (move) => {
    const them = [{ __typename: "Profile", id: "p", emails: [move.tenants.email(move.at, move.pick)] }];
    const fields = "... on Profile { atsCandidates { candidate { name opportunities { name } } } }";
    return ask(move, `query ($them: [_Any!]!) { _entities(representations: $them) { ${fields} } }`, { them });
  },
  fileLink: async (move) => {
    const rows = [...move.at.lever.sandbox.data.files.values()];
    const file = pickOf(rows, move.pick);
    const source = `mutation ($input: CreateAtsFileLinkInput!) { createAtsFileLink(input: $input) { url ${USER_ERRORS} } }`;
    const told = await ask(move, source, { input: { fileId: `${move.at.id}.${file.opportunityId}.${file.id}` } });
    const url = /"url":"([^"]+)"/.exec(told.text)?.[1];
    if (url !== undefined) move.tenants.links.push({ account: move.account, value: url });
    return told;
  },
  download: async ({ tenants, account, pick }) => {
    if (tenants.links.length === 0) return NOTHING;
    const link = given(tenants.links, account, pick);
    const response = await fetch(link.value, { headers: { "x-account-id": account } });
    const text = `${JSON.stringify([...response.headers])} ${await response.text()}`;
    // A file that Lever could not take in is told as such, to its own account.
    const isKnown = response.status !== 404;
    if (isKnown !== (link.account === account)) throw new Error(`A link was answered ${response.status}`);
    return { text, isSomething: response.ok };
  },
  upload: async (move) => {
    const size = 600;
    const source = `mutation ($input: CreateAtsUploadInput!) { createAtsUpload(input: $input) { uploadId uploadUrl ${USER_ERRORS} } }`;
    const input = {
      connectionId: move.at.id,
      filename: `cv ${move.at.lever.stamp}.pdf`,
      contentType: "application/pdf",
      size,
    };
    const told = await ask(move, source, { input });
    const [, uploadId, uploadUrl] = /"uploadId":"([^"]+)","uploadUrl":"([^"]+)"/.exec(told.text) ?? [];
    if (uploadId === undefined || uploadUrl === undefined) return told;
    await fetch(uploadUrl, { method: "PUT", body: new Uint8Array(pdfOf(size)) });
    move.tenants.uploads.push({ account: move.account, value: uploadId });
    return told;
  },
  useUpload: async (move) => {
    const { tenants, account, at, pick } = move;
    if (tenants.uploads.length === 0) return NOTHING;
    const upload = given(tenants.uploads, account, pick);
    const source = `mutation ($input: UploadOpportunityFileInput!) { uploadOpportunityFile(input: $input) { file { name } ${USER_ERRORS} } }`;
    const input = {
      opportunityId: `${at.id}.${tenants.opportunity(pick)}`,
      uploadId: upload.value,
      idempotencyKey: `file-${pick}`,
    };
    const told = await ask(move, source, { input });
    if (told.isSomething && upload.account !== account) throw new Error("A file of another account was used");
    return told;
  },
  note: (move) => {
    // Every account has the same keys: each has its own note by it.
    const input = {
      opportunityId: `${move.at.id}.${move.tenants.opportunity(move.pick)}`,
      ...{ text: `note of ${move.account}`, idempotencyKey: `note-${move.pick % 5}` },
    };
    return ask(
      move,
      `mutation ($input: AddOpportunityNoteInput!) { addOpportunityNote(input: $input) { note { text } ${USER_ERRORS} } }`,
      { input },
    );
  },
  bulk: async (move) => {
    const items = [
      { opportunityId: `${move.at.id}.${move.tenants.opportunity(move.pick)}`, toStageId: `${move.at.id}.offer` },
    ];
    const source = `mutation ($input: AdvanceOpportunitiesInput!) { advanceOpportunities(input: $input) { operation { id } ${USER_ERRORS} } }`;
    const told = await ask(move, source, { input: { items, idempotencyKey: `bulk-${move.account}-${move.pick}` } });
    const id = /"operation":\{"id":"([^"]+)"/.exec(told.text)?.[1];
    if (id !== undefined) move.tenants.bulks.push({ account: move.account, value: id });
    // Anybody may ask for work on ids that they can't see: each item fails as unknown.
    return { ...told, isSomething: false };
  },
  pollBulk: async (move) => {
    if (move.tenants.bulks.length === 0) return NOTHING;
    const bulk = given(move.tenants.bulks, move.account, move.pick);
    const source = `query ($id: ID!) { atsBulkOperation(id: $id) { id items { nodes { opportunity { name } ${USER_ERRORS} } } } }`;
    const told = await ask(move, source, { id: bulk.value });
    if (told.isSomething !== (bulk.account === move.account))
      throw new Error("A bulk operation was shown to another account");
    return { ...told, isSomething: false };
  },
  webhook: async ({ tenants, account, at, pick }) => {
    const own = pickOf(
      tenants.tenancies.filter((one) => one.account === account),
      pick,
    );
    const data = { opportunityId: tenants.opportunity(pick), contactId: tenants.contact(pick) };
    const answer = await answerTo(deliver(tenants.subgraph, at.id, deliveryOf(own.signingToken, { data })));
    if (answer.startsWith("200") !== (own.id === at.id)) throw new Error(`A delivery was answered ${answer}`);
    return { text: answer, isSomething: false };
  },
  rename: (move) =>
    ask(
      move,
      `mutation ($input: UpdateAtsConnectionInput!) { updateAtsConnection(input: $input) { connection { name } ${USER_ERRORS} } }`,
      {
        input: { connectionId: move.at.id, name: `Lever ${move.at.lever.stamp} again` },
      },
    ),
  hangUp: async ({ tenants, account, at }) => {
    const gone = new AbortController();
    const asking = fetch(`${tenants.subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-account-id": account, "cache-control": "no-cache" },
      body: JSON.stringify({
        query: `query ($id: ID!) { atsConnection(id: $id) { users { nodes { name } } } }`,
        variables: { id: at.id },
      }),
      signal: gone.signal,
    }).catch(() => null);
    setImmediate(() => gone.abort());
    await asking;
    return NOTHING;
  },
};

const NOTHING: Told = { text: "", isSomething: false };

const LABELS: Readonly<Record<(typeof LISTS)[number], string>> = {
  ...{ opportunities: "name tags", users: "name", postings: "title", requisitions: "name", tags: "name" },
  ...{ auditLog: "id action", inboundApplicants: "name" },
};

export type { Operation };
