import type { ApplyFormRecord } from "../../../sandbox/records/apply-form.record.js";
import type { ApplicationRecord, PostingRecord } from "../../../sandbox/data.js";
import { type Answer, type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const MUTATION = `mutation ($input: ApplyToPostingInput!) { applyToPosting(input: $input) {
  applicationExternalId opportunity { id name origin sources application { email posting { id } } }
  plannedRequests { method path body } userErrors { code message path permission } } }`;

export const RECRUITER: As = { roles: "recruiter" };
export const EMAIL = "ida.moen@example.test";
export const POLICIES = { store: "policy-store", marketing: "policy-marketing" };

const named = (name: string, type = "text", required = false, options?: readonly string[]) => ({
  ...{ text: name, name, type, required, value: null },
  ...(options ? { options: options.map((text) => ({ text })) } : {}),
});

const own = (id: string, type: string, more: object = {}) => ({
  ...{ id, type, text: `Question ${id}`, description: "", required: false, value: null },
  ...more,
});

const options = (...texts: readonly string[]) => ({ options: texts.map((text) => ({ text })) });

export const FORM: Omit<ApplyFormRecord, "id"> = {
  personalInformation: [
    named("fullName", "text", true),
    named("email", "text"),
    named("phone"),
    named("resume", "file-upload"),
    named("preferredPostingLocation", "dropdown", false, ["Berlin", "Remote"]),
  ],
  urls: [named("LinkedIn"), named("Other Website")],
  customQuestions: [
    {
      id: "set-1",
      text: "First",
      fields: [
        own("notice", "dropdown", { required: true, ...options("1 month", "3 months"), distribution: ["external"] }),
        own("tools", "multiple-select", options("CAD", "ROS 2")),
        own("manager", "text", { required: true, distribution: ["internal"] }),
        own("letter", "file-upload"),
      ],
    },
    { id: "set-2", text: "Second", fields: [own("why", "textarea")] },
  ],
  eeoQuestions: {
    gender: {
      type: "dropdown",
      text: "Gender",
      required: false,
      value: null,
      options: [{ text: "Female", optionId: "f" }],
    },
    disabilitySignature: { type: "text", text: "Signature", required: false, value: null },
  },
  eeoLocations: [],
  consentDisclosures: {
    store: { displayState: "MANDATORY_DISCLOSURE_SHOWN", compliancePolicyId: POLICIES.store },
    marketing: { displayState: "ASSUMED_DISCLOSURE_HIDDEN", compliancePolicyId: POLICIES.marketing },
  },
};

/** What an applicant says of themselves, the address with blanks around it. */
export const personal = (more: readonly object[] = []) => [
  { name: "email", value: ` ${EMAIL} ` },
  { name: "fullName", value: "Ida Moen" },
  ...more,
];

/** The answer to the one question that has to be answered from outside. */
export const NOTICE = { id: "set-1", values: [{ fieldId: "notice", value: "1 month" }] };

/** The product over a sandbox, connected, with one posting to apply to. */
export class ApplicationWorld implements AsyncDisposable {
  #key = 0;

  private constructor(
    readonly graph: TestSubgraph,
    readonly id: string,
    readonly posting: PostingRecord,
  ) {}

  static async start(apiKey?: string): Promise<ApplicationWorld> {
    const graph = await startSubgraph({ sandbox: { opportunities: 30 }, environment: { RECONCILE_SETTLE_MS: "50" } });
    const id = await graph.connect(apiKey);
    const { data } = graph.sandbox;
    const posting = [...data.postings.values()].find((row) => row.confidentiality === "non-confidential");
    if (!posting) throw new Error("The seed has no posting");
    posting.state = "published";
    data.applyForms.set(posting.id, { ...structuredClone(FORM), id: posting.id });
    graph.sandbox.clearRequests();
    return new ApplicationWorld(graph, id, posting);
  }

  /** Applies, with another idempotency key each time unless one is given. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into payloads of every shape
  async apply(input: object = {}, as: As = RECRUITER): Promise<Answer & { readonly payload: any }> {
    const defaults = {
      postingId: `${this.id}.${this.posting.id}`,
      personalInformation: personal(),
      customQuestions: [NOTICE],
      idempotencyKey: `key ${++this.#key}`,
    };
    const answer = await this.graph.query(MUTATION, { input: { ...defaults, ...input } }, as);
    return { ...answer, payload: answer.data?.applyToPosting };
  }

  /** The posting's form. */
  get form(): ApplyFormRecord {
    const form = this.graph.sandbox.data.applyForms.get(this.posting.id);
    if (!form) throw new Error("The posting has no form");
    return form;
  }

  /** The applications in Lever of the person whom tests apply for. */
  applicants(): readonly ApplicationRecord[] {
    return [...this.graph.sandbox.data.applications.values()].filter(({ email }) => email === EMAIL);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.graph[Symbol.asyncDispose]();
  }
}
