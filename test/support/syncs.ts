import type { Answer, As, TestSubgraph } from "./subgraph.js";
import { until } from "./until.js";

/** How far a sync is, as the graph tells it. */
export interface SyncState {
  readonly state: "NEVER_RUN" | "RUNNING" | "IDLE" | "FAILED";
  readonly processed: number;
  readonly estimatedTotal: number | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly lastError: string | null;
}

const SYNC = "sync { state processed estimatedTotal startedAt finishedAt lastError }";

/** Sends `startAtsSync`. */
export async function askForSync(subgraph: TestSubgraph, connectionId: string, as: As = {}) {
  const answer: Answer = await subgraph.query(
    `mutation ($input: StartAtsSyncInput!) {
      startAtsSync(input: $input) { connection { id ${SYNC} } userErrors { code path } } }`,
    { input: { connectionId } },
    as,
  );
  const payload = answer.data?.startAtsSync as {
    readonly connection: { readonly id: string; readonly sync: SyncState } | null;
    readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
  } | null;
  return {
    answer,
    sync: payload?.connection?.sync ?? null,
    codes: (payload?.userErrors ?? []).map(({ code }) => code),
  };
}

/** How far the sync of a connection is. */
export async function syncOf(subgraph: TestSubgraph, connectionId: string, as: As = {}): Promise<SyncState> {
  const query = `query ($id: ID!) { atsConnection(id: $id) { ${SYNC} } }`;
  const { data } = await subgraph.query(query, { id: connectionId }, as);
  return data.atsConnection.sync as SyncState;
}

/** Resolves once the sync is in that state, with how it is then. */
export function untilSync(
  subgraph: TestSubgraph,
  connectionId: string,
  isRight: (sync: SyncState) => boolean,
  as: As = {},
): Promise<SyncState> {
  return until(() => syncOf(subgraph, connectionId, as), isRight);
}

/** Runs a sync to its end. */
export async function syncNow(subgraph: TestSubgraph, connectionId: string, as: As = {}): Promise<SyncState> {
  await askForSync(subgraph, connectionId, as);
  return untilSync(subgraph, connectionId, ({ state }) => state !== "RUNNING", as);
}
