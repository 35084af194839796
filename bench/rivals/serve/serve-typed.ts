import type { ApolloServer } from "@apollo/server";
import type { LeverSource } from "../lever/lever-source.js";
import { typedSchema } from "../typed/typed-schema.js";
import type { RivalContext } from "./rival-context.js";
import { serveApollo } from "./serve-apollo.js";
import { readSurroundings, type Surroundings } from "./surroundings.js";
import { Uploads } from "./uploads.js";

/** Serves the type-graphql graph over one way to read Lever, made anew for each operation. */
export async function serveTyped(
  sourceFor: (surroundings: Surroundings, server: ApolloServer<RivalContext>) => LeverSource,
): Promise<void> {
  const surroundings = readSurroundings();
  const uploads = new Uploads();
  await serveApollo<RivalContext>({
    schema: await typedSchema(),
    uploads,
    contextFor: ({ headers }, server) => ({
      lever: sourceFor(surroundings, server),
      ...{ surroundings, uploads, callerEmail: String(headers["x-user-email"]) },
    }),
  });
}
