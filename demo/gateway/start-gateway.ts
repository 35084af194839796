import type { AddressInfo } from "node:net";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import Fastify, { type FastifyInstance } from "fastify";
import type { ExampleOperation } from "../../src/http/playground/example-operations.js";
import { playgroundRoute } from "../../src/http/playground/playground.route.js";
import { DEMO_CALLER, forwardedHeaders } from "./caller-headers.js";
import type { RunningSubgraph } from "./compose-supergraph.js";
import { costReport } from "./cost-report.plugin.js";
import { CostSum } from "./cost-sum.js";
import type { GatewayContext } from "./gateway-context.js";
import { gatewayLogger } from "./gateway-logger.js";
import { SubgraphDataSource } from "./subgraph-data-source.js";

/** What the gateway stands in front of. */
export interface GatewayOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly supergraphSdl: string;
  readonly subgraphs: readonly RunningSubgraph[];
  /** Tabs of the playground. */
  readonly examples?: readonly ExampleOperation[];
}

/** A gateway that listens. */
export interface Gateway extends AsyncDisposable {
  /** "http://127.0.0.1:4000": the playground; operations go to `/graphql` below it. */
  readonly url: string;
}

const HOST = "127.0.0.1";

/**
 * Starts Apollo's gateway over the subgraphs, with a playground on `/`.
 * @throws Error where the port is taken or the supergraph can't be loaded
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { port, examples = [] } = options;
  const fastify = Fastify({ forceCloseConnections: true });
  const apollo = createApollo(fastify, options);
  await apollo.start();
  await fastify.register(fastifyApollo(apollo), {
    path: "/graphql",
    method: ["GET", "POST"],
    context: ({ headers }) =>
      Promise.resolve({
        forwarded: forwardedHeaders(headers),
        cost: new CostSum(),
        wantsCostReport: headers["x-lever-report"] === "1",
      }),
  });
  const headers = { ...DEMO_CALLER, "x-lever-report": "1" };
  playgroundRoute(fastify, { title: "Findem with Lever", endpoint: "/graphql", headers, examples });
  await fastify.listen({ host: HOST, port });
  return {
    url: `http://${HOST}:${(fastify.server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      await apollo.stop();
      await fastify.close();
    },
  };
}

function createApollo(
  fastify: FastifyInstance,
  { supergraphSdl, subgraphs }: GatewayOptions,
): ApolloServer<GatewayContext> {
  // Otherwise it asks the clouds' metadata services where it runs, and reports to Apollo: nothing leaves this machine.
  process.env["APOLLO_TELEMETRY_DISABLED"] = "true";
  const ownHeaders = new Map(subgraphs.map(({ name, headers }) => [name, headers ?? {}]));
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: gatewayLogger,
    buildService: ({ name, url = "" }) => new SubgraphDataSource(url, ownHeaders.get(name) ?? {}),
  });
  return new ApolloServer<GatewayContext>({
    gateway,
    logger: gatewayLogger,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(fastify),
      costReport(),
    ],
  });
}
