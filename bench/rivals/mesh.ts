import "./serve/moving-time.js";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import InMemoryLRUCache from "@graphql-mesh/cache-inmemory-lru";
import useDeduplicateRequest from "@graphql-mesh/plugin-deduplicate-request";
import useHttpCache from "@graphql-mesh/plugin-http-cache";
import { meshResolvers } from "./mesh-graph/resolvers.js";
import { meshSupergraph } from "./mesh-graph/supergraph.js";
import { readSurroundings } from "./serve/surroundings.js";
import { tellReady } from "./serve/tell-ready.js";

/** As long as this product serves an opportunity again, milliseconds. */
const RESPONSE_MS = 30_000;

/** GraphQL Mesh over Lever's OpenAPI document: equal requests are sent once, what HTTP lets be kept is kept, and whole answers are. */
const surroundings = readSurroundings();
const gateway = createGatewayRuntime({
  supergraph: await meshSupergraph(surroundings),
  additionalResolvers: meshResolvers(surroundings) as never,
  cache: new InMemoryLRUCache(),
  plugins: (context) => [useDeduplicateRequest(), useHttpCache(context)],
  responseCaching: { session: ({ headers }) => headers.get("x-user-id"), ttl: RESPONSE_MS },
  logging: false,
  maskedErrors: false,
});
const server = createServer(gateway as never);
server.listen(0, "127.0.0.1", () => tellReady(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
