import { FINDEM_KEY } from "../../../sandbox/keys.js";
import type { NoteRecord, OpportunityRecord, SandboxData } from "../../../sandbox/data.js";
import { archiveReasonId } from "../../../sandbox/seed/archive-reasons.js";
import { RECRUITER_ID } from "../../../sandbox/seed/users.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import type { SandboxFault } from "../../../sandbox/start-sandbox.js";
import { removeConnection, type UserError } from "../../support/connections.js";
import {
  type Answer,
  type As,
  startSubgraph,
  type SubgraphOptions,
  type TestSubgraph,
} from "../../support/subgraph.js";

/** The Lever user on whose behalf the tests' caller writes. */
export const RECRUITER_EMAIL = "nora.lind@nimbusrobotics.test";
export { RECRUITER_ID };

/** The caller of the tests, unless one says otherwise. */
export const RECRUITER: As = { user: "u1", email: RECRUITER_EMAIL, roles: "recruiter" };

/** A request as it came to Lever, or as a dry run shows it. */
export interface WriteRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What a mutation came to. */
export interface Outcome {
  readonly opportunity: Readonly<Record<string, unknown>> | null;
  readonly note: Readonly<Record<string, unknown>> | null;
  readonly plannedRequests: readonly WriteRequest[] | null;
  readonly userErrors: readonly UserError[];
  readonly codes: readonly string[];
  readonly answer: Answer;
}

type Input = Readonly<Record<string, unknown>>;

const USER_ERRORS = "userErrors { code message path retryable retryAfterMs permission }";
const PLANNED = "plannedRequests { method path body }";
const OPPORTUNITY = "opportunity { id stageId tags sources links archive { reasonId } }";
const NOTE = "note { id text secret editable author { externalId } comments { text } }";

/** The product as these tests ask it. */
export type WriteSubject = Pick<TestSubgraph, "query" | "sandbox" | "connect"> & AsyncDisposable;

/** The product over a sandbox, connected, with one opportunity to write to. Each test begins with `renew`. */
export class WriteWorld<Subject extends WriteSubject = TestSubgraph> implements AsyncDisposable {
  connectionId = "";
  readonly row: OpportunityRecord;
  readonly #beginning: Beginning;
  readonly #faults: (() => void)[] = [];

  constructor(readonly subgraph: Subject) {
    this.row = candidacyOf(subgraph.sandbox.data);
    this.#beginning = beginningOf(subgraph.sandbox.data);
  }

  static async start(options: SubgraphOptions = {}): Promise<WriteWorld> {
    return new WriteWorld(await startSubgraph({ ...options, sandbox: { opportunities: 12, ...options.sandbox } }));
  }

  /** Puts Lever back to how it was, and connects it anew: nothing of another test is left. */
  async renew(apiKey = FINDEM_KEY): Promise<void> {
    for (const mend of this.#faults.splice(0)) mend();
    bringBack(this.data, this.#beginning, this.row);
    if (this.connectionId !== "") await removeConnection(this.subgraph, this.connectionId);
    this.connectionId = await this.subgraph.connect(apiKey);
    this.subgraph.sandbox.clearRequests();
  }

  /** Lets something go wrong in Lever until the next test, or so many times. */
  fault(fault: SandboxFault): () => void {
    const mend = this.subgraph.sandbox.inject(fault);
    this.#faults.push(mend);
    return mend;
  }

  get data(): SandboxData {
    return this.subgraph.sandbox.data;
  }

  /** The graph's id of the opportunity. */
  get opportunityId(): string {
    return this.id(this.row.id);
  }

  /** The graph's id of something of Lever's. */
  id(...parts: readonly string[]): string {
    return [this.connectionId, ...parts].join(".");
  }

  /** Lever's path of the opportunity. */
  get path(): string {
    return `/opportunities/${this.row.id}`;
  }

  /** The writes that came to Lever, in the order of arrival. */
  get sent(): readonly WriteRequest[] {
    const writes = this.subgraph.sandbox.requests.filter(({ method }) => method !== "GET");
    return writes.map(({ method, path, query, body }) => {
      const text = query.toString();
      return { method, path: text === "" ? path : `${path}?${text}`, body: JSON.parse(body) as unknown };
    });
  }

  /** Sends a mutation about the opportunity. */
  async write(mutation: string, input: Input, as: As = RECRUITER): Promise<Outcome> {
    const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
    const fields = [OPPORTUNITY, ...(mutation.endsWith("Note") ? [NOTE] : []), PLANNED, USER_ERRORS].join(" ");
    const answer = await this.subgraph.query(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} } }`,
      { input: { opportunityId: this.opportunityId, ...input } },
      as,
    );
    const payload = (answer.data?.[mutation] ?? {}) as Partial<Outcome>;
    const { opportunity = null, note = null, plannedRequests = null, userErrors = [] } = payload;
    return { opportunity, note, plannedRequests, userErrors, codes: userErrors.map(({ code }) => code), answer };
  }

  /** Adds a note to the opportunity in Lever, as somebody does in Lever's own pages. */
  addNote(id: string, text = "Was there before", replies: readonly string[] = []): NoteRecord {
    const at = Date.now() - 60_000;
    const fields = [text, ...replies].map((value) => {
      return {
        type: "note",
        text: "Comment",
        value,
        createdAt: at,
        user: RECRUITER_ID,
        score: null,
        stage: null,
      } as const;
    });
    const note: NoteRecord = {
      ...{ id, opportunityId: this.row.id, text: "Note", fields, user: RECRUITER_ID },
      ...{ secret: false, createdAt: at, completedAt: at, deletedAt: null },
    };
    this.data.notes.set(id, note);
    return note;
  }

  /** The opportunity's notes in Lever that say this. */
  notesSaying(text: string): readonly NoteRecord[] {
    return [...this.data.notes.values()].filter(
      ({ opportunityId, fields }) => opportunityId === this.row.id && fields[0]?.value === text,
    );
  }

  /** The audit log, newest first. */
  async audit(fields = "userId action opportunityId outcome performedAs { externalId }"): Promise<readonly unknown[]> {
    const { data } = await this.subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) { auditLog { nodes { ${fields} } } } }`,
      { id: this.connectionId },
    );
    return data.atsConnection.auditLog.nodes as readonly unknown[];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.subgraph[Symbol.asyncDispose]();
  }
}

/** What of the sandbox the tests change, as it was. */
type Beginning = Pick<SandboxData, "opportunities" | "contacts" | "notes" | "requisitions" | "users" | "keys">;

function beginningOf({ opportunities, contacts, notes, requisitions, users, keys }: SandboxData): Beginning {
  return structuredClone({ opportunities, contacts, notes, requisitions, users, keys });
}

function bringBack(data: SandboxData, beginning: Beginning, row: OpportunityRecord): void {
  const copy = structuredClone(beginning);
  for (const name of Object.keys(copy) as (keyof Beginning)[]) refill<unknown>(data[name], copy[name]);
  const before = copy.opportunities.get(row.id);
  if (before) data.opportunities.set(row.id, Object.assign(row, before));
}

function refill<Row>(rows: Map<string, Row>, before: ReadonlyMap<string, Row>): void {
  rows.clear();
  for (const [id, row] of before) rows.set(id, row);
}

/** Priya Raman's active candidacy in the stage of the on-site interview; she has two more. */
function candidacyOf({ opportunities }: SandboxData): OpportunityRecord {
  const row = [...opportunities.values()].find(
    ({ stage, tags, archived }) => stage === STAGES.onsite.id && tags.includes("Silver medalist") && archived === null,
  );
  if (!row) throw new Error("The sandbox's seed has changed");
  return row;
}

/** Whatever way the product is started. */
type AnyWorld = WriteWorld<WriteSubject>;

/** One mutation, with what it asks for and what that is in Lever. */
export interface WriteCase {
  readonly mutation: string;
  /** Of Lever's page. */
  readonly permission: string;
  /** Brings Lever into the state that the write changes. */
  readonly prepare?: (world: AnyWorld) => void;
  readonly input: (world: AnyWorld) => Input;
  /** The one request of it. */
  readonly request: (world: AnyWorld) => WriteRequest;
  /** Whether it is done in Lever. */
  readonly isDone: (world: AnyWorld) => boolean;
}

const TIMING = archiveReasonId("Timing");
const HIRED = archiveReasonId("Hired");
const REQUISITION = "requisition-of-tests";

function request(method: string, action: string, body: unknown): WriteCase["request"] {
  return ({ path }) => ({ method, path: `${path}/${action}?perform_as=${RECRUITER_ID}`, body });
}

function archive(world: AnyWorld, reason: string): void {
  world.row.archived = { reason, archivedAt: Date.now() };
}

function openRequisition({ data }: AnyWorld): void {
  const [known] = data.requisitions.values();
  if (!known) throw new Error("The sandbox has no requisition");
  data.requisitions.set(REQUISITION, { ...known, id: REQUISITION, status: "open" });
}

const linksOf = ({ data, row }: AnyWorld): readonly string[] => data.contacts.get(row.contact)?.links ?? [];

/** The mutations of one opportunity, each of which asks for one change. */
export const SET_CASES: readonly WriteCase[] = [
  {
    mutation: "advanceOpportunity",
    permission: "update an opportunity's stage",
    input: (world) => ({ toStageId: world.id("offer"), expectedStageId: world.id(STAGES.onsite.id) }),
    request: request("PUT", "stage", { stage: "offer" }),
    isDone: ({ row }) => row.stage === "offer",
  },
  {
    mutation: "rejectOpportunity",
    permission: "update opportunity archived state",
    input: (world) => ({ reasonId: world.id(TIMING), cleanInterviews: true }),
    request: request("PUT", "archived", { reason: TIMING, cleanInterviews: true }),
    isDone: ({ row }) => row.archived?.reason === TIMING,
  },
  {
    mutation: "reopenOpportunity",
    permission: "update opportunity archived state",
    prepare: (world) => archive(world, TIMING),
    input: () => ({}),
    request: request("PUT", "archived", { reason: null }),
    isDone: ({ row }) => row.archived === null,
  },
  {
    mutation: "hireOpportunity",
    permission: "update opportunity archived state",
    prepare: openRequisition,
    input: (world) => ({ reasonId: world.id(HIRED), requisitionId: world.id(REQUISITION) }),
    request: request("PUT", "archived", { reason: HIRED, requisitionId: REQUISITION }),
    isDone: ({ row }) => row.archived?.reason === HIRED,
  },
  {
    mutation: "addOpportunityTags",
    permission: "add opportunity tags",
    input: () => ({ tags: ["Robotics", "From Findem", "robotics", "From Findem"] }),
    request: request("POST", "addTags", { tags: ["From Findem", "robotics"] }),
    isDone: ({ row }) => ["Robotics", "From Findem", "robotics"].every((tag) => row.tags.includes(tag)),
  },
  {
    mutation: "removeOpportunityTags",
    permission: "remove opportunity tags",
    input: () => ({ tags: ["Robotics", "Never there"] }),
    request: request("POST", "removeTags", { tags: ["Robotics"] }),
    isDone: ({ row }) => !row.tags.includes("Robotics") && row.tags.includes("Silver medalist"),
  },
  {
    mutation: "addOpportunitySources",
    permission: "add opportunity sources",
    input: () => ({ sources: ["Findem", "Meetup, 2026 & more"] }),
    request: request("POST", "addSources", { sources: ["Meetup, 2026 & more"] }),
    isDone: ({ row }) => row.sources.includes("Meetup, 2026 & more"),
  },
  {
    mutation: "removeOpportunitySources",
    permission: "remove opportunity sources",
    input: () => ({ sources: ["Findem"] }),
    request: request("POST", "removeSources", { sources: ["Findem"] }),
    isDone: ({ row }) => !row.sources.includes("Findem"),
  },
  {
    mutation: "addOpportunityLinks",
    permission: "add opportunity links",
    input: () => ({ links: ["HTTPS://Priya.example.test/CV?a=1#b"] }),
    request: request("POST", "addLinks", { links: ["HTTPS://Priya.example.test/CV?a=1#b"] }),
    isDone: (world) => linksOf(world).includes("HTTPS://Priya.example.test/CV?a=1#b"),
  },
  {
    mutation: "removeOpportunityLinks",
    permission: "remove opportunity contact links",
    input: () => ({ links: ["https://github.com/priyaraman"] }),
    request: request("POST", "removeLinks", { links: ["https://github.com/priyaraman"] }),
    isDone: (world) => !linksOf(world).includes("https://github.com/priyaraman"),
  },
  {
    mutation: "updateOpportunityNote",
    permission: "update an opportunity note",
    prepare: (world) => void world.addNote("n1", "Was there before", ["A reply"]),
    input: (world) => ({ noteId: world.id(world.row.id, "n1"), text: "Says something else" }),
    request: ({ path, data }) => {
      const at = data.notes.get("n1")?.createdAt;
      const rest = { createdAt: at, user: RECRUITER_ID, secret: false };
      const values = [
        { value: "Says something else", ...rest },
        { value: "A reply", ...rest },
      ];
      return { method: "PUT", path: `${path}/notes/n1`, body: { values } };
    },
    isDone: ({ data }) => data.notes.get("n1")?.fields[0]?.value === "Says something else",
  },
];

/** What is done once for each idempotency key. */
export const NOTE_CASE: WriteCase = {
  mutation: "addOpportunityNote",
  permission: "create an opportunity note",
  input: () => ({ text: "Grüße, @nora.lind!", secret: true, notifyFollowers: true, idempotencyKey: "key-1" }),
  request: request("POST", "notes", { value: "Grüße, @nora.lind!", secret: true, notifyFollowers: true }),
  isDone: (world) => world.notesSaying("Grüße, @nora.lind!").length === 1,
};

/** Every write to an opportunity. */
export const CASES: readonly WriteCase[] = [...SET_CASES, NOTE_CASE];

/** For `test.each`: a row's title is the mutation's name. */
export function named(cases: readonly WriteCase[]): readonly (readonly [string, WriteCase])[] {
  return cases.map((its) => [its.mutation, its] as const);
}
