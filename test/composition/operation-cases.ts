import type { PostingRecord, SandboxData } from "../../sandbox/data.js";
import { FINDEM_KEY } from "../../sandbox/keys.js";
import { PROFILES } from "../../demo/profiles/profiles.js";
import type { Federation } from "./federation.js";
import type { Shortlist } from "./shortlist.js";

/** An operation of test/operations with what it is asked with, and what at least must be in the answer. */
export interface OperationCase {
  /** Name of the file, without its ending. */
  readonly file: string;
  readonly variables?: object;
  /** What at least the data holds: two gateways that both answer null would be equal too. */
  readonly data: object;
}

const PRIYA = "priya.raman@example.test";

/** What the shortlist refers to: Priya, her opportunities and a posting, by their ids in Lever. */
export function shortlistOf({ sandbox, connectionId }: Federation): Shortlist {
  const { contactId, opportunityIds } = personOf(sandbox.data, PRIYA);
  return {
    candidate: { id: `${connectionId}.${contactId}` },
    opportunities: opportunityIds.map((externalId) => ({
      connectionId,
      externalId,
      candidateExternalId: contactId,
    })),
    posting: { connectionId, externalId: publishedPosting(sandbox.data).id },
  };
}

/** One case at least for each file in test/operations. */
export function operationCases({ sandbox, connectionId }: Federation): readonly OperationCase[] {
  const priya = personOf(sandbox.data, PRIYA);
  const id = (leverId: string): string => `${connectionId}.${leverId}`;
  const named = { candidate: { id: id(priya.contactId), name: "Priya Raman" } };
  return [
    {
      file: "match-by-email",
      variables: { emails: ["PRIYA.Raman@example.test", "nobody@example.test"] },
      data: { matchAtsCandidates: [{ matchedBy: ["EMAIL"], ...named }] },
    },
    {
      file: "profiles-with-candidates",
      data: { profiles: [{ name: "Priya Raman", atsCandidates: [named] }, ...PROFILES.slice(1).map(() => ({}))] },
    },
    {
      file: "candidate-by-id",
      variables: { id: id(priya.contactId) },
      data: { atsCandidate: { name: "Priya Raman", emails: [PRIYA] } },
    },
    { file: "candidate-by-id", variables: { id: id("no-such-contact") }, data: { atsCandidate: null } },
    {
      file: "opportunities-by-id",
      variables: { ids: [id("no-such-opportunity"), ...priya.opportunityIds.map(id)] },
      data: { atsOpportunities: [null, ...priya.opportunityIds.map(() => ({ name: "Priya Raman" }))] },
    },
    {
      file: "opportunity-page",
      variables: { connectionId, first: 5, filter: { archived: false } },
      data: { atsConnection: { opportunities: { pageInfo: { hasNextPage: true } } } },
    },
    { file: "connection-overview", data: { atsConnections: [{ id: connectionId, provider: "LEVER", enabled: true }] } },
    {
      file: "stage-mapping",
      variables: { connectionId },
      data: { atsConnection: { stageMapping: { proposed: true } } },
    },
    {
      file: "postings-page",
      variables: { connectionId, first: 3, filter: { states: ["PUBLISHED"] } },
      data: { atsConnection: { postings: { pageInfo: { hasNextPage: true } } } },
    },
    {
      file: "save-stage-mapping",
      variables: { input: { connectionId, expectedVersion: 99, ...EMPTY_MAPPING } },
      data: { saveStageMapping: { userErrors: [{ code: "VERSION_CONFLICT" }] } },
    },
    {
      file: "connect-lever",
      variables: { input: { name: "Wrong", apiKey: "not-a-key-of-the-sandbox" } },
      data: { connectLever: { connection: null, userErrors: [{ code: "API_KEY_REJECTED" }] } },
    },
    {
      file: "connect-lever",
      variables: { input: { name: "Twice", apiKey: FINDEM_KEY } },
      data: { connectLever: { connection: null, userErrors: [{ code: "API_KEY_ALREADY_CONNECTED" }] } },
    },
    {
      file: "shortlist",
      data: {
        shortlist: {
          candidate: { name: "Priya Raman" },
          opportunities: priya.opportunityIds.map(() => ({ name: "Priya Raman" })),
          posting: { title: publishedPosting(sandbox.data).text },
        },
      },
    },
  ];
}

const EMPTY_MAPPING = {
  inboundStageIds: [],
  advanceExcludedStageIds: [],
  rejectExcludedReasonIds: [],
  findemStages: [],
};

function personOf(data: SandboxData, email: string): { contactId: string; opportunityIds: readonly string[] } {
  const contact = [...data.contacts.values()].find(({ emails }) => emails.includes(email));
  const opportunities = [...data.opportunities.values()].filter((opportunity) => opportunity.contact === contact?.id);
  if (!contact || opportunities.length === 0) throw new Error("the sandbox lacks its featured person");
  return { contactId: contact.id, opportunityIds: opportunities.map(({ id }) => id) };
}

function publishedPosting(data: SandboxData): PostingRecord {
  const posting = [...data.postings.values()].find(
    ({ state, confidentiality }) => state === "published" && confidentiality === "non-confidential",
  );
  if (!posting) throw new Error("the sandbox has no published posting");
  return posting;
}
