import type { AddressInfo } from "node:net";
import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import Fastify, { type FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { tellReady } from "./tell-ready.js";
import type { Uploads } from "./uploads.js";

/** What is served. */
export interface Served<Context extends object> {
  readonly schema: GraphQLSchema;
  readonly uploads: Uploads;
  /** Of each operation. */
  contextFor(request: FastifyRequest, server: ApolloServer<Context>): Context;
}

/** Apollo Server as its documentation sets it up, on any free port, over the same HTTP server as this product's. */
export async function serveApollo<Context extends object>(served: Served<Context>): Promise<void> {
  const app = Fastify();
  const plugins = [fastifyApolloDrainPlugin(app) as ApolloServerPlugin<Context>];
  const server = new ApolloServer<Context>({ schema: served.schema, plugins, csrfPrevention: true });
  await server.start();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));
  app.post(
    "/graphql",
    fastifyApolloHandler(server, { context: (request) => Promise.resolve(served.contextFor(request, server)) }),
  );
  app.put<{ readonly Params: { readonly id: string } }>("/uploads/:id", async (request, reply) => {
    const { body } = request;
    served.uploads.receive(
      request.params.id,
      typeof body === "string" ? Buffer.from(body) : (body as Buffer<ArrayBuffer>),
    );
    return reply.code(204).send();
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  tellReady(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
}
