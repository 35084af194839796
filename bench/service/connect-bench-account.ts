import type { SandboxData } from "../../sandbox/data.js";
import { BENCH_KEY } from "../account/bench-account.js";
import { boardColumns, inboundStageIds } from "../account/bench-mapping.js";
import type { GraphClient } from "./graph-client.js";

const CONNECT = `mutation ($input: ConnectLeverInput!) {
  connectLever(input: $input) { connection { id } userErrors { code message } }
}`;

const MAPPING = `query ($id: ID!) { atsConnection(id: $id) { stageMapping { version } } }`;

const SAVE = `mutation ($input: SaveStageMappingInput!) {
  saveStageMapping(input: $input) { stageMapping { version } userErrors { code message path } }
}`;

/**
 * Connects the benchmark's Lever account and saves its stage mapping; answers with the connection's id.
 * @throws Error where either is refused
 */
export async function connectBenchAccount(graph: GraphClient, data: SandboxData): Promise<string> {
  const { connectLever } = (await graph.ask(CONNECT, { input: { name: "Bench", apiKey: BENCH_KEY.apiKey } })) as {
    readonly connectLever: { readonly connection: { readonly id: string } | null; readonly userErrors: unknown };
  };
  const connectionId = connectLever.connection?.id;
  if (connectionId === undefined) throw new Error(`Not connected: ${JSON.stringify(connectLever.userErrors)}`);
  await saveMapping(graph, data, connectionId);
  return connectionId;
}

async function saveMapping(graph: GraphClient, data: SandboxData, connectionId: string): Promise<void> {
  const { atsConnection } = (await graph.ask(MAPPING, { id: connectionId })) as {
    readonly atsConnection: { readonly stageMapping: { readonly version: number } };
  };
  const ours = (id: string) => `${connectionId}.${id}`;
  const input = {
    connectionId,
    expectedVersion: atsConnection.stageMapping.version,
    inboundStageIds: inboundStageIds(data).map(ours),
    advanceExcludedStageIds: [],
    rejectExcludedReasonIds: [],
    findemStages: boardColumns(data).map(({ name, stageIds }) => ({ name, stageIds: stageIds.map(ours) })),
  };
  const { saveStageMapping } = (await graph.ask(SAVE, { input })) as {
    readonly saveStageMapping: { readonly userErrors: readonly unknown[] };
  };
  if (saveStageMapping.userErrors.length > 0) {
    throw new Error(`The mapping was not saved: ${JSON.stringify(saveStageMapping.userErrors)}`);
  }
}
