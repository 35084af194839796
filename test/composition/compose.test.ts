import { composeServices as composeWithApollo } from "@apollo/composition";
import {
  composeServices as composeWithGuild,
  transformSupergraphToPublicSchema,
} from "@theguild/federation-composition";
import {
  buildASTSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  validate,
} from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { readTabs } from "../../demo/tabs.js";
import { createSubgraph } from "../../src/federation/subgraph-schema.js";
import { slices } from "../../src/graph/slices.js";
import { subgraphDocuments } from "./subgraph-documents.js";

type Documents = Awaited<ReturnType<typeof subgraphDocuments>>;

/** `Profile` is described here for those who read this subgraph's schema alone, and by its owner in other words. */
const EXPECTED_HINTS = [/^INCONSISTENT_DESCRIPTION: Element "Profile(\.\w+)?" /];

let documents: Documents;

beforeAll(async () => {
  documents = await subgraphDocuments();
});

describe("the subgraph beside the owner of Profile and one that refers to its entities", () => {
  test("composes with Apollo's composition, without a warning", () => {
    const { errors, hints } = composeWithApollo(documents);
    expect(errors?.map(String) ?? []).toEqual([]);
    const warnings = (hints ?? [])
      .filter(({ definition }) => definition.level.name === "WARN")
      .map(({ definition, message }) => `${definition.code}: ${message}`);
    expect(warnings.filter((warning) => !EXPECTED_HINTS.some((expected) => expected.test(warning)))).toEqual([]);
  });

  test("composes with The Guild's composition", () => {
    expect(composeWithGuild(documents).errors?.map(String) ?? []).toEqual([]);
  });

  test("gives clients the same schema, whichever composed it", () => {
    const apollo = publicSchema(composeWithApollo(documents).supergraphSdl);
    const guild = publicSchema(composeWithGuild(documents).supergraphSdl);
    expect(fieldsOf(apollo)).toEqual(fieldsOf(guild));
    expect(Object.keys(fieldsOf(apollo)).length).toBeGreaterThan(40);
  });

  test("has every type of the subgraph in the supergraph, with all of its fields", () => {
    const supergraph = fieldsOf(publicSchema(composeWithApollo(documents).supergraphSdl));
    for (const [type, fields] of Object.entries(fieldsOf(ownSchema()))) {
      expect(supergraph[type], type).toEqual(expect.arrayContaining([...fields]));
    }
  });

  test("does not compose where another subgraph claims a type of ours", () => {
    const claim = {
      name: "other-ats",
      url: "http://127.0.0.1/other",
      typeDefs: parse(`
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
        type Query { other: Candidate }
        type Candidate @key(fields: "id") { id: ID! name: String }
      `),
    };
    expect(
      composeWithApollo([...documents, claim])
        .errors?.map(String)
        .join(),
    ).toContain("Candidate.name");
    expect(
      composeWithGuild([...documents, claim])
        .errors?.map(String)
        .join(),
    ).toContain("Candidate.name");
  });

  test("lets another subgraph have a PageInfo of its own", () => {
    const lists = {
      name: "lists",
      url: "http://127.0.0.1/lists",
      typeDefs: parse(`
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@shareable"])
        type Query { lists: PageInfo }
        type PageInfo @shareable {
          hasNextPage: Boolean!
          hasPreviousPage: Boolean!
          startCursor: String
          endCursor: String
        }
      `),
    };
    expect(composeWithApollo([...documents, lists]).errors?.map(String) ?? []).toEqual([]);
    expect(composeWithGuild([...documents, lists]).errors?.map(String) ?? []).toEqual([]);
  });

  test("answers every operation that the demo's playground opens with", async () => {
    const schema = publicSchema(composeWithApollo(documents).supergraphSdl);
    for (const { query } of await readTabs()) {
      expect(validate(schema, parse(query)).map(String), query).toEqual([]);
    }
  });
});

function publicSchema(supergraphSdl: string | undefined): GraphQLSchema {
  return buildASTSchema(transformSupergraphToPublicSchema(parse(supergraphSdl!)));
}

/** What the subgraph serves, without what federation adds. */
function ownSchema(): GraphQLSchema {
  const { schema } = createSubgraph(slices);
  return schema;
}

/** Lines of each type, by its name: fields with their types, values of enums; without descriptions. */
function fieldsOf(schema: GraphQLSchema): Record<string, readonly string[]> {
  const fields: Record<string, readonly string[]> = {};
  for (const [name, type] of Object.entries(lexicographicSortSchema(schema).getTypeMap())) {
    if (/^_|^federation__|^link__/.test(name) || !("getFields" in type)) continue;
    fields[name] = Object.values(type.getFields())
      .filter((field) => !field.name.startsWith("_"))
      .map((field) => {
        const given = argumentsOf(field).map(({ name, type }) => `${name}: ${String(type)}`);
        return `${field.name}(${given.join(", ")}): ${String(field.type)}`;
      });
  }
  return fields;
}

function argumentsOf(field: object): readonly GraphQLArgument[] {
  return "args" in field ? (field as GraphQLField<unknown, unknown>).args : [];
}
