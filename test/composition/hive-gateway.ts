import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import { forwardedHeaders } from "../../demo/gateway/caller-headers.js";
import type { RunningSubgraph } from "../../demo/gateway/compose-supergraph.js";
import { httpTransport } from "./hive-transport.js";
import type { Gateway } from "../../demo/gateway/start-gateway.js";

/** Hive's gateway over the same supergraph and the same servers as Apollo's. */
export async function startHiveGateway(supergraphSdl: string, subgraphs: readonly RunningSubgraph[]): Promise<Gateway> {
  const ownHeaders = new Map(subgraphs.map(({ name, headers }) => [name, headers ?? {}]));
  const runtime = createGatewayRuntime({
    supergraph: supergraphSdl,
    logging: false,
    landingPage: false,
    transports: httpTransport(),
    propagateHeaders: {
      fromClientToSubgraphs: ({ request, subgraphName }) => ({
        ...forwardedHeaders(Object.fromEntries(request.headers)),
        ...ownHeaders.get(subgraphName),
      }),
    },
  });
  const server = createServer((request, response) => void runtime.handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await runtime[Symbol.asyncDispose]();
    },
  };
}
