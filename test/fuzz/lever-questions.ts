import type { GraphQLSchema } from "graphql";
import { archiveReasonId } from "../../sandbox/seed/archive-reasons.js";
import { OTHER_ACCOUNT_KEY } from "../../sandbox/keys.js";
import { FORM, NOTICE, personal } from "../graph/writes/application-world.js";
import { operations, type Places, prepare } from "../graph/permissions/walk.js";
import type { TestSubgraph } from "../support/subgraph.js";
import { beginUpload, pdfOf, putBytes, RECRUITER } from "../support/uploads.js";
import { split } from "./split-operation.js";

/** An operation that asks Lever for something; `turn` makes each time another one of it. */
export interface Question {
  readonly source: string;
  readonly variables: (turn: number) => Readonly<Record<string, unknown>>;
  readonly headers?: (turn: number) => Readonly<Record<string, string>>;
}

/** Questions that together ask every endpoint that the product calls. */
export async function questionsOf(
  subgraph: TestSubgraph,
  schema: GraphQLSchema,
  connectionId: string,
): Promise<readonly Question[]> {
  const places = prepare(subgraph.sandbox.data);
  const reads = operations(schema, connectionId, places).flatMap(({ source, variables = {} }) =>
    split(source).map((part): Question => ({ source: part, variables: () => variables })),
  );
  return [...reads, ...(await writesOf(subgraph, connectionId, places))];
}

type Inputs = Readonly<Record<string, (turn: number) => Readonly<Record<string, unknown>>>>;

/** Mutations, each with an input that gives it something to do at every turn. */
export async function writesOf(subgraph: TestSubgraph, connectionId: string, places: Places): Promise<Question[]> {
  const { data } = subgraph.sandbox;
  const id = (...parts: readonly string[]): string => [connectionId, ...parts].join(".");
  const [opportunityId, rejectedId] = [id(places.opportunity), id(places.others[0])];
  const row = data.opportunities.get(places.opportunity);
  const rejected = data.opportunities.get(places.others[0]);
  const [posting] = [...data.postings.values()].filter(({ confidentiality }) => confidentiality === "non-confidential");
  const [template] = [...data.formTemplates.values()].filter(({ text }) => text === "Relocation");
  if (!row || !rejected || !posting || !template) throw new Error("The seed has changed");
  posting.state = "published";
  data.applyForms.set(posting.id, { ...structuredClone(FORM), id: posting.id });
  const uploadId = await uploaded(subgraph, connectionId);
  const either = (turn: number, one: string, other: string): string => (turn % 2 === 0 ? one : other);
  const key = (turn: number) => ({ idempotencyKey: `key-${turn}` });
  const person = (turn: number) => ({ connectionId, name: "Ada Okafor", emails: [`ada.${turn}@example.test`] });
  const texts = (turn: number): readonly string[] => [`text-${turn}`];
  const noteId = await noted(subgraph, opportunityId);
  const inputs: Inputs = {
    addOpportunityNote: (turn) => ({ opportunityId, text: `note ${turn}`, ...key(turn) }),
    addOpportunityLinks: (turn) => ({ opportunityId, links: texts(turn) }),
    addOpportunityTags: (turn) => ({ opportunityId, tags: texts(turn) }),
    advanceOpportunity: (turn) => ({ opportunityId, toStageId: id(either(turn, "offer", "applicant-new")) }),
    // One is there to be taken away at each turn.
    removeOpportunityTags: (turn) => {
      row.tags.push(`tag-${turn}`);
      return { opportunityId, tags: [`tag-${turn}`] };
    },
    addOpportunitySources: (turn) => ({ opportunityId, sources: texts(turn) }),
    updateOpportunityNote: (turn) => ({ opportunityId, noteId, text: `note again ${turn}` }),
    rejectOpportunity: () => {
      rejected.archived = null;
      return { opportunityId: rejectedId, reasonId: id(archiveReasonId("Timing")) };
    },
    createAtsOpportunity: (turn) => ({
      ...person(turn),
      ...key(turn),
      stageId: id("offer"),
      postingId: id(posting.id),
    }),
    exportProfileToAts: (turn) => ({
      ...{ ...person(turn), ...key(turn), profileId: `p${turn}`, note: "n", fileUploadIds: [uploadId] },
      ...{
        onDuplicate: either(turn, "ADD_OPPORTUNITY", "UPDATE_EXISTING"),
        tags: ["t"],
        linkedinUrl: "linkedin.com/in/x",
      },
    }),
    applyToPosting: (turn) => ({
      ...{ postingId: id(posting.id), personalInformation: personal(), customQuestions: [NOTICE], ...key(turn) },
    }),
    uploadOpportunityFile: (turn) => ({ opportunityId, uploadId, ...key(turn) }),
    createOpportunityForm: (turn) => ({
      ...{
        opportunityId,
        baseTemplateId: id(template.id),
        values: [{ label: "Needs visa?", value: "no" }],
        ...key(turn),
      },
    }),
    updateCandidateContact: (turn) => ({ candidateId: id(row.contact), location: either(turn, "Oslo", "Bergen") }),
    updateAtsUser: (turn) => ({ userId: id(row.owner ?? ""), jobTitle: either(turn, "Head", "Lead") }),
    registerAtsWebhooks: () => ({ connectionId }),
    verifyAtsConnection: () => ({ connectionId }),
    updateAtsConnection: (turn) => ({
      ...{ connectionId, name: `Nimbus ${turn}`, defaultPerformAsEmail: "nora.lind@nimbusrobotics.test" },
      webhookSigningToken: `token ${turn}`,
    }),
    createAtsUpload: () => ({ connectionId, filename: "cv.pdf", contentType: "application/pdf", size: 600 }),
    advanceOpportunities: (turn) => ({ items: [{ opportunityId, toStageId: id("offer") }], ...key(turn) }),
    exportProfilesToAts: (turn) => ({
      ...{ items: [{ ...person(turn), ...key(turn), profileId: `q${turn}`, note: "n" }], ...key(turn) },
    }),
    saveStageMapping: () => ({
      ...{ connectionId, expectedVersion: 0, inboundStageIds: [id("applicant-new")], advanceExcludedStageIds: [] },
      ...{ rejectExcludedReasonIds: [], findemStages: [{ name: "Offer", slaDays: 3, stageIds: [id("offer")] }] },
    }),
    purgeAtsCandidate: (turn) => ({ candidateId: id(`nobody-${turn}`) }),
    connectLever: () => ({ name: "Other", apiKey: OTHER_ACCOUNT_KEY }),
  };
  return Object.entries(inputs).map(([mutation, input]) => ({
    source: sourceOf(mutation),
    variables: (turn) => ({ input: input(turn) }),
    headers: (turn) => (mutation === "connectLever" ? { "x-account-id": `other-${turn}` } : {}),
  }));
}

/** The links are of the public address, which nothing answers to here. */
async function uploaded(subgraph: TestSubgraph, connectionId: string): Promise<string> {
  const bytes = pdfOf(600);
  const { uploadId, uploadUrl } = await beginUpload(subgraph, connectionId, { size: bytes.length });
  await putBytes(new URL(new URL(uploadUrl).pathname, subgraph.url).href, bytes);
  return uploadId;
}

/** A note that the API made: Lever lets it change only those. */
async function noted(subgraph: TestSubgraph, opportunityId: string): Promise<string> {
  const { data } = await subgraph.query(
    `mutation ($input: AddOpportunityNoteInput!) { addOpportunityNote(input: $input) { note { id } } }`,
    { input: { opportunityId, text: "note", idempotencyKey: "first" } },
    RECRUITER,
  );
  return data.addOpportunityNote.note.id as string;
}

function sourceOf(mutation: string): string {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${RESULTS[mutation] ?? OPPORTUNITY} userErrors { code message path retryable retryAfterMs permission } } }`;
}

const OPPORTUNITY = "opportunity { id stageId tags links archive { reasonId } }";

/** What mutations answer with that don't answer with an opportunity. */
const RESULTS: Readonly<Record<string, string>> = {
  addOpportunityNote: `note { id text author { name } } ${OPPORTUNITY}`,
  exportProfileToAts: `outcome steps { name status } ${OPPORTUNITY}`,
  applyToPosting: `applicationExternalId ${OPPORTUNITY}`,
  uploadOpportunityFile: "file { id name }",
  createOpportunityForm: "form { id name }",
  updateCandidateContact: "candidate { id name location }",
  updateAtsUser: "user { id name jobTitle }",
  registerAtsWebhooks: "connection { webhooks { events } }",
  verifyAtsConnection: "connection { status confidentialAccess }",
  connectLever: "connection { status }",
  updateAtsConnection: "connection { name }",
  createAtsUpload: "uploadId uploadUrl",
  advanceOpportunities: "operation { id }",
  exportProfilesToAts: "operation { id }",
  saveStageMapping: "stageMapping { version }",
  purgeAtsCandidate: "purgedId",
};
