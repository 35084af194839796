import type { BenchOperation } from "./operations.js";
import type { ApplicationRow, CandidateRow, OpportunityRow, RivalData } from "./rival/data.js";
import { send } from "./send.js";

type Stage = RivalData["stages"][number];
type User = RivalData["users"][number];
type Scalars = Omit<OpportunityRow, "stageId" | "ownerId" | "applicationId">;

interface Node extends Scalars {
  readonly stage: Stage;
  readonly owner: User | null;
  readonly candidate: Omit<CandidateRow, "opportunityId">;
  readonly application: ApplicationRow | null;
}

interface Page {
  readonly atsConnection: {
    readonly opportunities: Pick<RivalData, "pageInfo"> & {
      readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
    };
  };
}

const ROWS = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Opportunity {
      id name headline origin tags createdAt
      stage { id name }
      owner { id name email }
      candidate { id name emails linkedinUrl }
      application { id type createdAt company }
    }
  }
}`;

/** What the service answers, taken apart into rows: the rival serves the same. */
export async function rivalData(
  url: string,
  connectionId: string,
  { page, entities }: { readonly page: BenchOperation; readonly entities: BenchOperation },
): Promise<RivalData> {
  const { atsConnection } = await send<Page>(url, page);
  const { edges, pageInfo } = atsConnection.opportunities;
  const { _entities: others } = await send<{ readonly _entities: readonly Node[] }>(url, { ...entities, query: ROWS });
  const nodes = [...others, ...edges.map(({ node }) => node)];
  return {
    connectionId,
    edges: edges.map(({ cursor, node }) => ({ cursor, opportunityId: node.id })),
    pageInfo,
    opportunities: distinct(nodes).map(toRow),
    stages: distinct(nodes.map(({ stage }) => stage)),
    users: distinct(nodes.map(({ owner }) => owner)),
    candidates: distinct(nodes).map(({ id, candidate }) => ({ opportunityId: id, ...candidate })),
    applications: distinct(nodes.map(({ application }) => application)),
  };
}

function toRow({ stage, owner, candidate: _, application, ...scalars }: Node): OpportunityRow {
  return {
    ...scalars,
    stageId: stage.id,
    ownerId: owner?.id ?? null,
    applicationId: application?.id ?? null,
  };
}

function distinct<Row extends { readonly id: string }>(rows: readonly (Row | null)[]): Row[] {
  return [...new Map(rows.filter((row) => row !== null).map((row) => [row.id, row])).values()];
}
