import { existsSync, readFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { CodegenConfig } from "@graphql-codegen/cli";
import { type GraphQLSchema, parse, printSchema } from "graphql";

const SUBGRAPH = "schema/schema.graphql";
/** The other subgraph of `npm run demo`. */
const PROFILES = "demo/profiles/schema.graphql";

if (!existsSync(SUBGRAPH)) throw new Error(`${SUBGRAPH} is missing: write it with \`npm run schema\``);

/** What a gateway asks of the subgraph, `_entities` included: federation's own types are added, its directives dropped. */
function subgraphSchema(): GraphQLSchema {
  return buildSubgraphSchema(parse(readFileSync(SUBGRAPH, "utf8")));
}

/** What a client sees of both subgraphs behind a gateway. */
function supergraphSchema(): GraphQLSchema {
  const subgraphs = Object.entries({ "findem-lever": SUBGRAPH, profiles: PROFILES });
  const { schema, errors } = composeServices(
    subgraphs.map(([name, path]) => ({ name, url: "http://localhost", typeDefs: parse(readFileSync(path, "utf8")) })),
  );
  if (errors) throw new AggregateError(errors, "The subgraphs don't compose");
  return schema.toAPISchema().toGraphQLJSSchema();
}

/** Documents with the types of their results and variables, in one file. */
function typedDocuments(schema: GraphQLSchema, documents: string) {
  return {
    // As text: graphql is loaded more than once here, and a schema object belongs to one of them.
    schema: printSchema(schema),
    documents,
    plugins: ["typescript-operations", "typed-document-node"],
    config: {
      useTypeImports: true,
      enumType: "string-literal",
      immutableTypes: true,
      defaultScalarType: "unknown",
      scalars: { DateTime: "string", _Any: "{ readonly __typename: string; readonly [field: string]: unknown }" },
    },
  };
}

const config: CodegenConfig = {
  ignoreNoDocuments: true,
  generates: {
    "test/generated/operations.ts": typedDocuments(
      subgraphSchema(),
      "test/operations/!(profiles-with-candidates|shortlist).graphql",
    ),
    ...(existsSync(PROFILES) && {
      "demo/generated/operations.ts": typedDocuments(supergraphSchema(), "demo/*.graphql"),
    }),
  },
};

export default config;
