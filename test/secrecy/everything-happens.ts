import { RECRUITER_ID } from "../../sandbox/seed/users.js";
import type { SandboxData } from "../../sandbox/data.js";
import type { Sandbox, SandboxFault } from "../../sandbox/start-sandbox.js";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { finished, idOf, start } from "../graph/bulk/support.js";
import { until } from "../support/until.js";
import { RECRUITER } from "../support/uploads.js";
import { deliveryOf } from "../support/webhooks.js";
import { wholeSelection } from "../support/whole-selection.js";
import type { AttentiveCaller } from "./caller.js";

/** What is known of one candidate, each a text that nobody else has. */
export const PERSON = {
  name: "Zoë Canary-Quillfeather",
  email: "zoe.canary.quillfeather@example.test",
  phone: "+44 7700 900461 canary",
  headline: "Head of Canaries at Quillfeather Labs",
  link: "https://www.linkedin.com/in/zoe-canary-quillfeather",
  location: "Canaryville upon Quill",
  note: "The canary wants to leave in March, for reasons of health",
  filename: "Zoe Canary Quillfeather CV.pdf",
  document: "the canary's own words in a document",
} as const;

/** What the service is not to tell. */
export interface TestSecrets {
  readonly apiKey: string;
  readonly refusedKey: string;
  readonly signingToken: string;
}

const USER_ERRORS = "userErrors { code message path }";
const OPPORTUNITY_OF = "Opportunity.candidate";

/** Puts the candidate into Lever: everything of one opportunity is theirs. */
export function plant(data: SandboxData): void {
  const row = [...data.opportunities.values()].find(
    ({ archived, confidentiality, isAnonymized }) =>
      archived === null && confidentiality === "non-confidential" && !isAnonymized,
  );
  const contact = data.contacts.get(row?.contact ?? "");
  if (!contact) throw new Error("The seed has nobody");
  Object.assign(contact, { name: PERSON.name, headline: PERSON.headline, location: PERSON.location });
  Object.assign(contact, { emails: [PERSON.email], phones: [{ value: PERSON.phone }], links: [PERSON.link] });
}

/** Everything that the product does, with the candidate's data in it, and much that goes wrong. */
export async function everythingHappens(
  caller: AttentiveCaller,
  sandbox: Sandbox,
  secrets: TestSecrets,
): Promise<void> {
  const connectionId = await connect(caller, secrets);
  const opportunityId = `${connectionId}.${opportunityOf(sandbox.data)}`;
  await sync(caller, connectionId);
  await reads(caller, connectionId, opportunityId);
  await writes(caller, connectionId, opportunityId);
  await changesPerson(caller, opportunityId);
  await files(caller, connectionId, opportunityId);
  await webhooks(caller, connectionId, opportunityId, secrets);
  await wrongInputs(caller, connectionId);
  await whileLeverFails(caller, sandbox, connectionId, opportunityId);
  await refusedCallers(caller, secrets);
}

function opportunityOf({ contacts, opportunities }: SandboxData): string {
  const contact = [...contacts.values()].find(({ name }) => name === PERSON.name)?.id;
  return [...opportunities.values()].find((row) => row.contact === contact)?.id ?? "";
}

async function connect(caller: AttentiveCaller, { apiKey, refusedKey, signingToken }: TestSecrets): Promise<string> {
  const mutation = `mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { connection { id } ${USER_ERRORS} } }`;
  await caller.query(mutation, { input: { name: "Refused", apiKey: refusedKey } });
  const { data } = await caller.query(mutation, { input: { name: "Nimbus", apiKey } });
  await caller.query(mutation, { input: { name: "Twice", apiKey } });
  const connectionId = data.connectLever.connection.id as string;
  await caller.query(
    `mutation ($input: UpdateAtsConnectionInput!) { updateAtsConnection(input: $input) { ${USER_ERRORS} } }`,
    { input: { connectionId, webhookSigningToken: signingToken } },
  );
  for (const key of [refusedKey, apiKey]) {
    await caller.query(
      `mutation ($input: RotateAtsApiKeyInput!) { rotateAtsApiKey(input: $input) { ${USER_ERRORS} } }`,
      { input: { connectionId, apiKey: key } },
    );
  }
  return connectionId;
}

async function sync(caller: AttentiveCaller, connectionId: string): Promise<void> {
  await caller.query(`mutation ($input: StartAtsSyncInput!) { startAtsSync(input: $input) { ${USER_ERRORS} } }`, {
    input: { connectionId },
  });
  const query = `query ($id: ID!) { atsConnection(id: $id) { sync { state } permissionReport { checkedAt } } }`;
  await until(
    async () => (await caller.query(query, { id: connectionId })).data.atsConnection.sync.state as string,
    (state) => state === "IDLE",
  );
}

async function reads(caller: AttentiveCaller, connectionId: string, opportunityId: string): Promise<void> {
  const { schema } = createSubgraph(slices);
  const whole = wholeSelection(schema, "Opportunity", [OPPORTUNITY_OF]);
  await caller.query(`query ($id: ID!) { atsOpportunity(id: $id) { ${whole} } }`, { id: opportunityId });
  const list = `{ opportunities(first: 12) { nodes { name emails links } } users { nodes { email } } auditLog { nodes { action } } }`;
  await caller.query(`query ($id: ID!) { atsConnection(id: $id) ${list} }`, { id: connectionId });
  const { email, link } = PERSON;
  await caller.query(
    `query ($e: [String!], $l: [String!]) { matchAtsCandidates(emails: $e, linkedinUrls: $l) { matchedBy candidate { name } } }`,
    { e: [email, "not an address"], l: [link, "nonsense"] },
  );
  const profile = { __typename: "Profile", id: "p1", emails: [email], linkedinUrl: link };
  await caller.query(
    `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Profile { atsCandidates { candidate { name } } } } }`,
    { them: [profile] },
  );
}

async function writes(caller: AttentiveCaller, connectionId: string, opportunityId: string): Promise<void> {
  const { name, email, phone, note, link, headline, location } = PERSON;
  const once = async (mutation: string, input: object, as = RECRUITER) => {
    const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
    const source = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${USER_ERRORS} } }`;
    for (let times = 0; times < 2; times++) await caller.query(source, { input }, as);
  };
  await once("addOpportunityNote", { opportunityId, text: note, idempotencyKey: "note-1" });
  await once("addOpportunityLinks", { opportunityId, links: [link] });
  const person = { connectionId, name, emails: [email], location };
  const exported = { ...person, profileId: "p1", title: headline, linkedinUrl: link, note, tags: ["canaries"] };
  await once("exportProfileToAts", { ...exported, idempotencyKey: "export-1" });
  const phones = [{ type: "mobile", value: phone }];
  const created = { ...person, headline, phones, links: [link], idempotencyKey: "create-1" };
  await once("createAtsOpportunity", created);
  await once("createAtsOpportunity", { ...created, name: `${name} Junior` });
  const items = [{ ...exported, emails: [`other.${email}`], idempotencyKey: "export-2" }];
  await finished(caller, idOf(await start(caller, "exportProfilesToAts", items, "bulk-1")));
}

async function changesPerson(caller: AttentiveCaller, id: string): Promise<void> {
  const { name, headline, email, phone, location } = PERSON;
  const { data } = await caller.query(`query ($id: ID!) { atsOpportunity(id: $id) { candidate { id } } }`, { id });
  const person = { name, headline, location, emails: [email], phones: [{ type: "mobile", value: phone }] };
  await caller.query(
    `mutation ($input: UpdateCandidateContactInput!) { updateCandidateContact(input: $input) { ${USER_ERRORS} } }`,
    { input: { candidateId: data.atsOpportunity.candidate.id as string, ...person } },
    RECRUITER,
  );
}

async function files(caller: AttentiveCaller, connectionId: string, opportunityId: string): Promise<void> {
  const bytes = Buffer.from(`%PDF-1.7\n${PERSON.document.repeat(100)}`);
  const input = { connectionId, filename: PERSON.filename, contentType: "application/pdf", size: bytes.length };
  const { data } = await caller.query(
    `mutation ($input: CreateAtsUploadInput!) { createAtsUpload(input: $input) { uploadId uploadUrl ${USER_ERRORS} } }`,
    { input },
    RECRUITER,
  );
  const { uploadId, uploadUrl } = data.createAtsUpload as { readonly uploadId: string; readonly uploadUrl: string };
  await caller.fetch(toHere(caller, uploadUrl), { method: "PUT", body: bytes });
  await caller.query(
    `mutation ($input: UploadOpportunityFileInput!) { uploadOpportunityFile(input: $input) { ${USER_ERRORS} } }`,
    { input: { opportunityId, uploadId, idempotencyKey: "file-1" } },
    RECRUITER,
  );
  const listed = await caller.query(`query ($id: ID!) { atsOpportunity(id: $id) { files { name downloadUrl } } }`, {
    id: opportunityId,
  });
  for (const { downloadUrl } of listed.data.atsOpportunity.files as readonly { downloadUrl: string | null }[]) {
    if (downloadUrl !== null) await caller.fetch(toHere(caller, downloadUrl));
  }
  await caller.fetch(`/files/${PERSON.email}`);
  await caller.fetch(`/uploads/${PERSON.email}`, { method: "PUT", body: bytes });
}

/** A link of the public address, asked for where the service really listens. */
function toHere({ url }: AttentiveCaller, link: string): string {
  const { pathname } = new URL(link);
  return new URL(pathname, url).href;
}

async function webhooks(
  caller: AttentiveCaller,
  connectionId: string,
  opportunityId: string,
  { signingToken, apiKey }: TestSecrets,
): Promise<void> {
  const data = { candidateId: opportunityId.split(".")[1], name: PERSON.name, email: PERSON.email };
  const bodies = [
    deliveryOf(signingToken, { data }),
    deliveryOf("another token", { data }),
    { token: apiKey, note: PERSON.note },
  ];
  for (const body of bodies) {
    const headers = { "content-type": "application/json" };
    await caller.fetch(`/webhooks/lever/${connectionId}`, { method: "POST", headers, body: JSON.stringify(body) });
  }
  const broken = { method: "POST", headers: { "content-type": "application/json" }, body: `{"${PERSON.name}` };
  await caller.fetch(`/webhooks/lever/${connectionId}`, broken);
}

/** What is refused is told without the value. */
async function wrongInputs(caller: AttentiveCaller, connectionId: string): Promise<void> {
  const { name, email, note } = PERSON;
  await caller.query(`query ($id: ID!) { atsOpportunity(id: $id) { name } }`, { id: email });
  await caller.query(`query ($id: ID!) { atsConnection(id: $id) { users(after: "${email}") { nodes { name } } } }`, {
    id: connectionId,
  });
  await caller.query(`mutation { addOpportunityNote(input: "${note}") { note { id } } }`);
  await caller.query(`mutation ($input: ConnectLeverInput!) { connectLever(input: $input) { connection { id } } }`, {
    input: { name, apiKey: [email] },
  });
  await caller.query(`{ atsConnections { name(of: "${name}") } }`);
  await caller.query(`{ atsConnections { "${email}" } }`);
}

/** Lever repeats what it was sent in its own errors. */
async function whileLeverFails(
  caller: AttentiveCaller,
  sandbox: Sandbox,
  connectionId: string,
  opportunityId: string,
): Promise<void> {
  const message = `${PERSON.name} <${PERSON.email}>: ${PERSON.note}`;
  const mishaps: readonly SandboxFault["do"][] = [
    ...[403, 404, 500].map((status) => ({ kind: "status", status, message }) as const),
    ...([{ kind: "reset" }, { kind: "html" }, { kind: "truncate" }] as const),
    { kind: "rewrite", rewrite: () => ({ data: [{ id: message, name: [message] }], hasNext: message }) },
    { kind: "rewrite", rewrite: () => message },
    // The last one: nothing more is asked with a key that Lever does not take.
    { kind: "status", status: 401, message },
  ];
  const fields = "opportunities(first: 2) { nodes { name } } users { nodes { name } } tags { nodes { name } }";
  for (const mishap of mishaps) {
    const mend = sandbox.inject({ do: mishap });
    const as = { headers: { "cache-control": "no-cache" } };
    await caller.query(`query ($id: ID!) { atsConnection(id: $id) { ${fields} } }`, { id: connectionId }, as);
    await caller.query(
      `query ($id: ID!) { atsOpportunity(id: $id) { name notes { text } } }`,
      { id: opportunityId },
      as,
    );
    mend();
  }
  await caller.query(
    `mutation ($input: VerifyAtsConnectionInput!) { verifyAtsConnection(input: $input) { ${USER_ERRORS} } }`,
    { input: { connectionId } },
  );
}

async function refusedCallers(caller: AttentiveCaller, { apiKey }: TestSecrets): Promise<void> {
  const body = JSON.stringify({ query: `{ atsConnections { name } } # ${PERSON.email}` });
  const json = { "content-type": "application/json" };
  for (const headers of [{}, { "router-authorization": apiKey }, { authorization: `Bearer ${apiKey}` }]) {
    await caller.fetch("/graphql", { method: "POST", headers: { ...json, ...headers }, body });
  }
  await caller.fetch("/metrics", { headers: { authorization: `Bearer ${apiKey}` } });
  await caller.fetch(`/${encodeURIComponent(PERSON.email)}?key=${RECRUITER_ID}`);
}
