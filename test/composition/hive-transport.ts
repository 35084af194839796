import type { GatewayConfigSupergraph } from "@graphql-hive/gateway-runtime";
import { print } from "graphql";

/** How the gateway reaches subgraphs. */
type Transports = Exclude<NonNullable<GatewayConfigSupergraph["transports"]>, (...parameters: never[]) => unknown>;

/**
 * Hive's gateway over HTTP. Its own transport is a package that is not installed here; this one sends what the gateway
 * gives it, through the gateway's own fetch, which adds the headers that are to be passed on.
 */
export function httpTransport(): Transports {
  return {
    http: {
      getSubgraphExecutor: ({ transportEntry: { location = "" }, fetch }) => {
        return async ({ document, variables, operationName, context, info }) => {
          const response = await fetch!(
            location,
            {
              method: "POST",
              headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
              body: JSON.stringify({ query: print(document), variables, operationName }),
            },
            context,
            info,
          );
          return (await response.json()) as never;
        };
      },
    },
  };
}
