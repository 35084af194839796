import type { OpportunityRecord } from "../../../sandbox/data.js";
import type { UserError } from "../../support/connections.js";
import type { Answer, As, TestSubgraph } from "../../support/subgraph.js";
import { until } from "../../support/until.js";
import { RECRUITER } from "../../support/uploads.js";

/** How far an operation is. */
export interface Progress {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly processed: number;
  readonly failed: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** An item that is done. */
export interface Item {
  readonly index: number;
  readonly opportunity: Readonly<Record<string, unknown>> | null;
  readonly candidate: Readonly<Record<string, unknown>> | null;
  readonly exportOutcome: string | null;
  readonly exportSteps: readonly { readonly name: string; readonly status: string }[] | null;
  readonly userErrors: readonly UserError[];
}

/** What a mutation over many came to. */
export interface Started {
  readonly operation: Progress | null;
  readonly userErrors: readonly UserError[];
  readonly codes: readonly string[];
  readonly answer: Answer;
}

export type BulkMutation = "advanceOpportunities" | "rejectOpportunities" | "exportProfilesToAts";

const PROGRESS = "id state total processed failed startedAt finishedAt";
const ERRORS = "userErrors { code message path retryable retryAfterMs permission }";
const ITEM = `index opportunity { id stageId archive { reasonId } } candidate { id name } exportOutcome
  exportSteps { name status error { code } } ${ERRORS}`;

/** Asks for work on many items. */
export async function start(
  subgraph: Pick<TestSubgraph, "query">,
  mutation: BulkMutation,
  items: readonly unknown[],
  idempotencyKey: string,
  as: As = RECRUITER,
): Promise<Started> {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await subgraph.query(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { operation { ${PROGRESS} } ${ERRORS} } }`,
    { input: { items, idempotencyKey } },
    as,
  );
  const { operation = null, userErrors = [] } = (answer.data?.[mutation] ?? {}) as Partial<Started>;
  return { operation, userErrors, codes: userErrors.map(({ code }) => code), answer };
}

/** The id of an operation that has begun. */
export function idOf({ operation, userErrors, answer }: Started): string {
  if (!operation) throw new Error(`Not begun: ${JSON.stringify([userErrors, answer.errors])}`);
  return operation.id;
}

/** How far it is; null where the caller has none such. */
export async function progress(
  subgraph: Pick<TestSubgraph, "query">,
  id: string,
  as: As = RECRUITER,
): Promise<Progress | null> {
  const answer = await subgraph.query(`query ($id: ID!) { atsBulkOperation(id: $id) { ${PROGRESS} } }`, { id }, as);
  return answer.data.atsBulkOperation as Progress | null;
}

/** Polls until nothing is left to do. */
export async function finished(
  subgraph: Pick<TestSubgraph, "query">,
  id: string,
  as: As = RECRUITER,
): Promise<Progress> {
  const last = await until(
    () => progress(subgraph, id, as),
    (now) => now?.state === "DONE",
  );
  if (!last) throw new Error("There is no such operation");
  return last;
}

/** A page of an operation's items. */
export async function itemsOf(
  subgraph: Pick<TestSubgraph, "query">,
  id: string,
  page: { readonly first?: number; readonly after?: string | null } = {},
  fields = ITEM,
) {
  const answer = await subgraph.query(
    `query ($id: ID!, $first: Int!, $after: String) { atsBulkOperation(id: $id) {
      items(first: $first, after: $after) {
        edges { cursor } nodes { ${fields} }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      } } }`,
    { id, first: 100, ...page },
    RECRUITER,
  );
  const { edges, nodes, pageInfo } = answer.data.atsBulkOperation.items as {
    readonly edges: readonly { readonly cursor: string }[];
    readonly nodes: readonly Item[];
    readonly pageInfo: Readonly<Record<string, unknown>>;
  };
  return { edges, nodes, pageInfo, answer };
}

/** Active candidacies that a recruiter without special roles sees and that are not in that stage. */
export function movable(
  subgraph: Pick<TestSubgraph, "sandbox">,
  count: number,
  stage: string,
): readonly OpportunityRecord[] {
  const rows = [...subgraph.sandbox.data.opportunities.values()].filter(
    (row) => row.archived === null && row.confidentiality === "non-confidential" && row.stage !== stage,
  );
  if (rows.length < count) throw new Error(`The sandbox has only ${String(rows.length)} of ${String(count)}`);
  return rows.slice(0, count);
}

/** How often each candidacy was written to. */
export function writesByOpportunity(subgraph: Pick<TestSubgraph, "sandbox">): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { method, path } of subgraph.sandbox.requests) {
    if (method === "GET") continue;
    const id = path.split("/")[2] ?? "";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
