import type { RivalData } from "./data.js";
import { AtsApplication, AtsStage, AtsUser, Candidate, Opportunity, OpportunityConnection } from "./rows.js";

/** Everything by its id (people by their opportunity's), as instances of the graph's types. */
export interface Memory {
  readonly connectionId: string;
  readonly opportunities: ReadonlyMap<string, Opportunity>;
  readonly stages: ReadonlyMap<string, AtsStage>;
  readonly users: ReadonlyMap<string, AtsUser>;
  readonly candidates: ReadonlyMap<string, Candidate>;
  readonly applications: ReadonlyMap<string, AtsApplication>;
  readonly page: OpportunityConnection;
}

/** Puts the rows into memory. */
export function inMemory(data: RivalData): Memory {
  const opportunities = byId(
    data.opportunities.map((row) =>
      Object.assign(new Opportunity(), row, { createdAt: new Date(row.createdAt) } as const),
    ),
  );
  const applications = data.applications.map((row) =>
    Object.assign(new AtsApplication(), row, { createdAt: row.createdAt === null ? null : new Date(row.createdAt) }),
  );
  const edges = data.edges.map(({ cursor, opportunityId }) => ({
    cursor,
    node: opportunities.get(opportunityId) ?? null,
  }));
  return {
    connectionId: data.connectionId,
    opportunities,
    stages: byId(data.stages.map((row) => Object.assign(new AtsStage(), row))),
    users: byId(data.users.map((row) => Object.assign(new AtsUser(), row))),
    candidates: new Map(
      data.candidates.map(({ opportunityId, ...row }) => [opportunityId, Object.assign(new Candidate(), row)]),
    ),
    applications: byId(applications),
    page: Object.assign(new OpportunityConnection(), { edges, pageInfo: data.pageInfo }),
  };
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
