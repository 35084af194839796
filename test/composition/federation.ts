import { FINDEM_KEY } from "../../sandbox/keys.js";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.js";
import { composeSupergraph, type RunningSubgraph } from "../../demo/gateway/compose-supergraph.js";
import { type Gateway, startGateway } from "../../demo/gateway/start-gateway.js";
import { type LeverSubgraph, startLeverSubgraph } from "../../demo/lever-subgraph.js";
import { startProfiles } from "../../demo/profiles/start-profiles.js";
import { startHiveGateway } from "./hive-gateway.js";
import { type Shortlist, startShortlist } from "./shortlist.js";

/** What a gateway answers. */
export interface Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what comes out of JSON is judged by the assertions
  readonly data?: Record<string, any> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Record<string, unknown>;
  }[];
  readonly extensions?: Record<string, unknown>;
}

/** An operation as a client sends it. */
export interface Operation {
  readonly query: string;
  readonly variables?: object | undefined;
}

export const GATEWAY_NAMES = ["Apollo", "Hive"] as const;
export type GatewayName = (typeof GATEWAY_NAMES)[number];

/** Sends an operation to a GraphQL server. */
export async function ask(
  url: string,
  operation: Operation,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(operation),
  });
  return (await response.json()) as Answer;
}

/** The sandbox, the product connected to it, two more subgraphs, and two gateways over all three. */
export class Federation implements AsyncDisposable {
  /** What the shortlist subgraph refers to; set it before it is asked. */
  shortlist: Shortlist | undefined;
  connectionId = "";

  private constructor(
    readonly sandbox: Sandbox,
    readonly lever: LeverSubgraph,
    private readonly gateways: Readonly<Record<GatewayName, Gateway>>,
    private readonly started: readonly AsyncDisposable[],
  ) {}

  static async start(): Promise<Federation> {
    const sandbox = await startSandbox({ opportunities: 200, requestsPerSecond: 200, burst: 400 });
    const lever = await startLeverSubgraph({ port: 0, leverApiUrl: sandbox.url });
    const profiles = await startProfiles();
    const shortlist = await startShortlist(() => federation.shortlist!);
    const subgraphs: RunningSubgraph[] = [{ name: "profiles", url: profiles.url }, lever.subgraph, shortlist];
    const supergraphSdl = await composeSupergraph(subgraphs);
    const Apollo = await startGateway({ port: 0, supergraphSdl, subgraphs });
    const Hive = await startHiveGateway(supergraphSdl, subgraphs);
    const started = [Hive, Apollo, shortlist, profiles, lever, sandbox];
    const federation = new Federation(sandbox, lever, { Apollo, Hive }, started);
    federation.connectionId = await federation.connect(FINDEM_KEY);
    return federation;
  }

  /** Sends an operation through a gateway; without headers for the account `demo`, with every role. */
  ask(gateway: GatewayName, operation: Operation, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return ask(`${this.gateways[gateway].url}/graphql`, operation, headers);
  }

  /** Connects the sandbox through a gateway; the connection's id. */
  async connect(apiKey: string, headers?: Readonly<Record<string, string>>): Promise<string> {
    const query = `mutation ($input: ConnectLeverInput!) {
      connectLever(input: $input) { connection { id } userErrors { code message } }
    }`;
    const answer = await this.ask("Apollo", { query, variables: { input: { name: "Nimbus", apiKey } } }, headers);
    const id: unknown = answer.data?.["connectLever"]?.connection?.id;
    if (typeof id !== "string") throw new Error(`not connected: ${JSON.stringify(answer)}`);
    return id;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.started) await one[Symbol.asyncDispose]();
  }
}
