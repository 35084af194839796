import type { GraphClient } from "../service/graph-client.js";
import type { Operation, Subject } from "./operation.js";

const USERS = `query ($id: ID!) { atsConnection(id: $id) { users(first: 1) { nodes { id } } } }`;

const UPLOAD = `mutation ($input: CreateAtsUploadInput!) {
  createAtsUpload(input: $input) { uploadId uploadUrl userErrors { code message } }
}`;

const CREATE = `mutation ($input: CreateAtsOpportunityInput!) {
  createAtsOpportunity(input: $input) {
    opportunity { id name emails tags }
    userErrors { code message }
  }
}`;

const NOTE = `mutation ($input: AddOpportunityNoteInput!) {
  addOpportunityNote(input: $input) { note { text author { name } } userErrors { code message } }
}`;

const FILE = { filename: "letter.txt", contentType: "text/plain", text: "I clean up after my robots.\n" };

interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

interface Created extends Payload {
  readonly opportunity: { readonly id: string; readonly name: string; readonly tags: readonly string[] };
}

interface Begun extends Payload {
  readonly uploadId: string;
  readonly uploadUrl: string;
}

/** Somebody new with tags, a file and a note. */
export const createCandidate: Operation = {
  name: "O8",
  title: "a new candidate with tags and a file, then a note",
  floor: "2: one multipart request that creates with tags and file, one for the note; their answers are what is read",
  fewest: () => ({ cold: 2, warm: 2, revalidated: 2 }),
  // On whose behalf is written comes of the list of users, which is at hand in a service that is in use.
  prepare: (graph, { connectionId }) => graph.ask(USERS, { id: connectionId }),
  ask: async (graph, subject, run) => {
    const created = await createWithFile(graph, subject, run);
    const { id: opportunityId, ...opportunity } = created.opportunity;
    const input = { opportunityId, text: "Met at ICRA.", idempotencyKey: `note-${run}` };
    const note = await mutate<Payload>(graph, NOTE, input, "addOpportunityNote");
    return { opportunity, note };
  },
  change: null,
};

async function createWithFile(graph: GraphClient, { connectionId }: Subject, run: number): Promise<Created> {
  const { filename, contentType, text } = FILE;
  const begin = { connectionId, filename, contentType, size: Buffer.byteLength(text) };
  const { uploadId, uploadUrl } = await mutate<Begun>(graph, UPLOAD, begin, "createAtsUpload");
  const sent = await fetch(uploadUrl, { method: "PUT", headers: { "content-type": contentType }, body: text });
  if (!sent.ok) throw new Error(`The upload was answered ${sent.status}`);
  const person = { name: "Ada Okafor", emails: [`ada.${run}@example.test`], tags: ["Robotics", "Referral"] };
  const input = { connectionId, ...person, fileUploadIds: [uploadId], idempotencyKey: `create-${run}` };
  return mutate<Created>(graph, CREATE, input, "createAtsOpportunity");
}

async function mutate<Result extends Payload>(
  graph: GraphClient,
  document: string,
  input: Readonly<Record<string, unknown>>,
  field: string,
): Promise<Result> {
  const payload = (await graph.ask(document, { input }))[field] as Result;
  if (payload.userErrors.length > 0) throw new Error(`${field}: ${JSON.stringify(payload.userErrors)}`);
  return payload;
}
