import "./serve/moving-time.js";
import "./serve/with-resolvers.js";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { grafast, makeGrafastSchema } from "grafast";
import { createLoaders } from "./grafast-graph/loaders.js";
import { entityPlan, opportunityPlans, peoplePlans, rootPlans } from "./grafast-graph/plans.js";
import { LeverHttp } from "./lever/lever-http.js";
import { readSurroundings } from "./serve/surroundings.js";
import { tellReady } from "./serve/tell-ready.js";

const surroundings = readSurroundings();
const loaders = createLoaders(new LeverHttp(surroundings));
const schema = makeGrafastSchema({
  typeDefs: await readFile(new URL("./graph/read.graphql", import.meta.url), "utf8"),
  objects: {
    ...rootPlans(loaders, surroundings),
    ...opportunityPlans(loaders, surroundings),
    ...peoplePlans(loaders, surroundings),
  },
  unions: { _Entity: entityPlan(loaders) },
});

interface Body {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Grafast, with loaders that make `expand` of the attributes that a plan needs. */
const app = Fastify();
app.post<{ readonly Body: Body }>("/graphql", ({ body: { query, variables } }) =>
  grafast({ schema, source: query, variableValues: variables, requestContext: {} }),
);
await app.listen({ host: "127.0.0.1", port: 0 });
tellReady(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
