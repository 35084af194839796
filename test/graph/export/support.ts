import type { ContactRecord, OpportunityRecord, SandboxData } from "../../../sandbox/data.js";
import { FINDEM_KEY } from "../../../sandbox/keys.js";
import { archiveReasonId } from "../../../sandbox/seed/archive-reasons.js";
import { RECRUITER_ID } from "../../../sandbox/seed/users.js";
import type { SandboxFault } from "../../../sandbox/start-sandbox.js";
import type { UserError } from "../../support/connections.js";
import {
  type Answer,
  type As,
  startSubgraph,
  type SubgraphOptions,
  type TestSubgraph,
} from "../../support/subgraph.js";
import { RECRUITER } from "../../support/uploads.js";
import { type SentWrite, sentWrites } from "../writes/sent-writes.js";

export { RECRUITER, RECRUITER_ID };

/** A step as it is reported. */
export interface Step {
  readonly name: string;
  readonly status: string;
  readonly error: UserError | null;
}

/** What an export came to. */
export interface Outcome {
  readonly outcome: string | null;
  readonly profile: { readonly id: string } | null;
  readonly opportunity: Readonly<Record<string, unknown>> | null;
  readonly candidate: Readonly<Record<string, unknown>> | null;
  readonly matchedBy: readonly string[];
  readonly steps: readonly Step[];
  readonly plannedRequests: readonly SentWrite[] | null;
  readonly userErrors: readonly UserError[];
  readonly codes: readonly string[];
  /** The steps' statuses by their names. */
  readonly statuses: Readonly<Record<string, string>>;
  readonly answer: Answer;
}

export type Input = Readonly<Record<string, unknown>>;

const USER_ERROR = "code message path retryable retryAfterMs permission";

/** What exports are asked for. */
export const PAYLOAD = `outcome profile { id } opportunity { id stageId tags sources links } candidate { id name emails }
  matchedBy steps { name status error { ${USER_ERROR} } } plannedRequests { method path body } userErrors { ${USER_ERROR} }`;

const DAY_MS = 24 * 60 * 60_000;

/** The statuses of an export that came to nothing before its first step. */
export const NOTHING_REACHED = Object.fromEntries(
  ["FIND", "CREATE", "LINKS", "TAGS", "SOURCE", "NOTE", "RESUME", "FILES"].map((name) => [name, "NOT_REACHED"]),
);

/** The product over a sandbox, connected; people in Lever are made by the tests, each its own. */
export class ExportWorld implements AsyncDisposable {
  readonly #faults: (() => void)[] = [];
  #count = 0;

  private constructor(
    readonly subgraph: TestSubgraph,
    readonly connectionId: string,
  ) {}

  static async start(options: SubgraphOptions = {}): Promise<ExportWorld> {
    const subgraph = await startSubgraph({
      ...options,
      sandbox: { opportunities: 12, ...options.sandbox },
      environment: { RECONCILE_SETTLE_MS: "300", ...options.environment },
    });
    const world = new ExportWorld(subgraph, await subgraph.connect(FINDEM_KEY));
    world.renew();
    return world;
  }

  /** Nothing goes wrong any more, and no request has come. */
  renew(): void {
    for (const mend of this.#faults.splice(0)) mend();
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

  /** What reached Lever beside reads. */
  get sent(): readonly SentWrite[] {
    return sentWrites(this.subgraph.sandbox);
  }

  /** The graph's id of something of Lever's. */
  id(...parts: readonly string[]): string {
    return [this.connectionId, ...parts].join(".");
  }

  /** A text that no other test has. */
  unique(prefix: string): string {
    this.#count++;
    return `${prefix}-${String(this.#count)}`;
  }

  /** An export of somebody who is not in Lever. */
  input(changes: Input = {}): Input {
    const name = this.unique("person");
    return {
      connectionId: this.connectionId,
      profileId: `profile-${name}`,
      name: "Ada Okafor",
      emails: [`${name}@new.example.test`],
      idempotencyKey: `key-${name}`,
      ...changes,
    };
  }

  async export(input: Input, as: As = RECRUITER): Promise<Outcome> {
    const answer = await this.subgraph.query(
      `mutation ($input: ExportProfileToAtsInput!) { exportProfileToAts(input: $input) { ${PAYLOAD} } }`,
      { input },
      as,
    );
    const payload = (answer.data?.exportProfileToAts ?? {}) as Partial<Outcome>;
    const { steps = [], userErrors = [] } = payload;
    return {
      ...{ outcome: null, profile: null, opportunity: null, candidate: null, matchedBy: [], plannedRequests: null },
      ...payload,
      ...{ steps, userErrors, answer },
      codes: userErrors.map(({ code }) => code),
      statuses: Object.fromEntries(steps.map(({ name, status }) => [name, status])),
    };
  }

  /** Puts somebody into Lever, with an address of their own. */
  person(changes: Partial<ContactRecord> = {}): ContactRecord {
    const id = this.unique("contact");
    const contact: ContactRecord = {
      ...{ id, name: "Grace Ito", headline: "Orbis", location: "Kyoto", emails: [`${id}@known.example.test`] },
      ...{ phones: [], links: [], isAnonymized: false, dataProtection: null },
      ...changes,
    };
    this.data.contacts.set(contact.id, contact);
    return contact;
  }

  /** A candidacy of somebody, begun so many days ago. */
  candidacy(contact: ContactRecord, daysAgo: number, changes: Partial<OpportunityRecord> = {}): OpportunityRecord {
    const id = this.unique("opportunity");
    const at = Date.now() - daysAgo * DAY_MS;
    const row: OpportunityRecord = {
      ...{ id, contact: contact.id, stage: "lead-new" },
      stageChanges: [{ toStageId: "lead-new", toStageIndex: 0, userId: null, updatedAt: at }],
      ...{ confidentiality: "non-confidential", archived: null, tags: [], sources: [], sourcedBy: null },
      ...{ origin: "sourced", owner: RECRUITER_ID, followers: [], applications: [], createdAt: at, updatedAt: at },
      ...{ lastInteractionAt: at, lastAdvancedAt: at, snoozedUntil: null, isAnonymized: false },
      ...changes,
    };
    this.data.opportunities.set(id, row);
    return row;
  }

  /** Archived for a reason that is no hire. */
  get archived(): OpportunityRecord["archived"] {
    return { reason: archiveReasonId("Timing"), archivedAt: Date.now() - DAY_MS };
  }

  /** The candidacies in Lever of whoever has that address. */
  candidaciesOf(email: unknown): readonly OpportunityRecord[] {
    const contacts = [...this.data.contacts.values()].filter(({ emails }) => emails.includes(String(email)));
    const ids = new Set(contacts.map(({ id }) => id));
    return [...this.data.opportunities.values()].filter(({ contact }) => ids.has(contact));
  }

  /** What the notes of a candidacy say in Lever. */
  notesOf(opportunityId: string): readonly string[] {
    return [...this.data.notes.values()]
      .filter((note) => note.opportunityId === opportunityId)
      .map(({ fields }) => fields[0]?.value ?? "");
  }

  /** The outcomes in the audit log, newest first. */
  async audit(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { data } = await this.subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) {
        auditLog { nodes { action outcome userId opportunityId performedAs { externalId } } } } }`,
      { id: this.connectionId },
    );
    return data.atsConnection.auditLog.nodes as readonly Readonly<Record<string, unknown>>[];
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.subgraph[Symbol.asyncDispose]();
  }
}

/** The only address of an input. */
export function emailOf({ emails }: Input): string {
  return String((emails as readonly string[])[0]);
}
