import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type TypeDefinitionNode,
  type TypeNode,
} from "graphql";
import { describe, expect, test } from "vitest";
import { readPending } from "./pending.js";
import { readContract, servedDocument } from "./served-schema.js";

/** What gateways and other subgraphs name entities by. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  Candidate: ["id", "connectionId externalId"],
  Opportunity: ["id", "connectionId externalId candidateExternalId"],
  AtsPosting: ["id", "connectionId externalId"],
  AtsUser: ["id", "connectionId externalId"],
  AtsStage: ["id", "connectionId externalId"],
  AtsArchiveReason: ["id", "connectionId externalId"],
  AtsRequisition: ["id", "connectionId externalId"],
  AtsConnection: ["id"],
  StageMapping: ["id"],
  AtsFindemStage: ["id"],
  AtsBulkOperation: ["id"],
  Profile: ["id"],
};

/** What a public variant of the graph leaves out. */
const INTERNAL = ["plannedRequests", "rateBudget", "auditLog", "purgeAtsCandidate"];

/** Apollo's own, defined in the SDL because it is used there. */
const OF_APOLLO = "CacheControlScope";

const document = servedDocument();
const objects = objectTypesOf(document);

describe("entities", () => {
  test.each(Object.entries(KEYS))("%s has the keys that others name it by", async (name, keys) => {
    const type = objects.get(name);
    if (!type) {
      expect(await readPending()).toContain(`${name} was removed.`);
      return;
    }
    expect(directivesOf(type, "key").map((key) => argumentOf(key, "fields"))).toEqual(keys);
    expect(directivesOf(type, "key").map((key) => argumentOf(key, "resolvable"))).toEqual(keys.map(() => undefined));
  });

  test("no other type has a key", () => {
    const entities = [...objects.values()].filter((type) => directivesOf(type, "key").length > 0);
    expect(entities.map(({ name }) => name.value).filter((name) => !(name in KEYS))).toEqual([]);
  });

  test("Profile is its owner's: all but the candidates is external, and needed to find them", () => {
    const profile = objects.get("Profile");
    const external = fieldsOf(profile).filter((field) => directivesOf(field, "external").length > 0);
    expect(external.map(({ name, type }) => `${name.value}: ${print(type)}`)).toEqual([
      "id: ID!",
      "emails: [String!]",
      "linkedinUrl: String",
      "githubUrl: String",
      "findemProfileUrl: String",
    ]);
    const own = fieldsOf(profile).filter((field) => !external.includes(field));
    expect(own.map(({ name }) => name.value)).toEqual(["atsCandidates"]);
    expect(argumentOf(directivesOf(own[0]!, "requires")[0]!, "fields")).toBe(
      "emails linkedinUrl githubUrl findemProfileUrl",
    );
  });
});

describe("the supergraph's names", () => {
  test("PageInfo alone is shared, with exactly its four fields", () => {
    const shared = [...objects.values()].filter(
      (type) => directivesOf(type, "shareable").length > 0 || fieldsOf(type).some(isShared),
    );
    expect(shared.map(({ name }) => name.value)).toEqual(["PageInfo"]);
    expect(fieldsOf(shared[0]).map(({ name, type }) => `${name.value}: ${print(type)}`)).toEqual([
      "hasNextPage: Boolean!",
      "hasPreviousPage: Boolean!",
      "startCursor: String",
      "endCursor: String",
    ]);
  });

  test("every type is one that clients know, or is plainly an ATS's", async () => {
    const known = (await readContract()).getTypeMap();
    const names = typesOf(document).map(({ name }) => name.value);
    expect(names.filter((name) => !(name in known) && !name.startsWith("Ats") && name !== OF_APOLLO)).toEqual([]);
  });

  test("every field of Query is one that clients know, or is plainly an ATS's", async () => {
    const known = (await readContract()).getQueryType()!.getFields();
    const names = fieldsOf(objects.get("Query")).map(({ name }) => name.value);
    expect(names.filter((name) => !(name in known) && !/^ats[A-Z]/.test(name))).toEqual([]);
  });
});

test("the SDL is Federation 2.9's, which both composers take, and links nothing else", () => {
  const links = document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_EXTENSION || node.kind === Kind.SCHEMA_DEFINITION)
    .flatMap((node) => directivesOf(node, "link"));
  expect(links.map((link) => argumentOf(link, "url"))).toEqual(["https://specs.apollo.dev/federation/v2.9"]);
});

test("no directive is used that @apollo/gateway refuses to load", () => {
  expect(print(document)).not.toMatch(/@(authenticated|requiresScopes|policy)\b/);
});

test("types, fields and values of enums all say what they are", () => {
  const silent = typesOf(document).flatMap((type) => {
    const parts = partsOf(type).map(({ path, node }) => ({ path: `${type.name.value}.${path}`, node }));
    return [{ path: type.name.value, node: type }, ...parts]
      .filter(({ node }) => !node.description?.value.trim())
      .map(({ path }) => path);
  });
  // The roots are described by their fields.
  expect(silent.filter((path) => path !== "Query" && path !== "Mutation")).toEqual([]);
});

test("what is for the inside alone is tagged so, and nothing else", () => {
  for (const type of objects.values()) {
    for (const field of fieldsOf(type)) {
      const tags = directivesOf(field, "tag").map((tag) => argumentOf(tag, "name"));
      const path = `${type.name.value}.${field.name.value}`;
      expect(tags, path).toEqual(INTERNAL.includes(field.name.value) ? ["internal"] : []);
    }
  }
});

test("every page of a list tells gateways its size", async () => {
  const pages = [...objects.values()].flatMap((type) =>
    fieldsOf(type)
      .filter((field) => nameOf(field.type).endsWith("Connection") && field.arguments?.some(isFirst))
      .map((field) => ({ path: `${type.name.value}.${field.name.value}`, field })),
  );
  expect(pages.length).toBeGreaterThan(1);
  for (const { path, field } of pages) {
    const [size] = directivesOf(field, "listSize");
    expect(size && argumentOf(size, "slicingArguments"), path).toEqual(["first"]);
    expect(size && argumentOf(size, "sizedFields"), path).toEqual(["edges", "nodes"]);
    expect(size && argumentOf(size, "requireOneSlicingArgument"), path).toBe(false);
  }
});

test("pages say how long they are where nobody says it", async () => {
  const contract = await readContract();
  for (const type of Object.values(contract.getTypeMap()).filter(isObjectType)) {
    for (const field of fieldsOf(objects.get(type.name))) {
      const known = type.getFields()[field.name.value]?.args ?? [];
      const expected: unknown = known.find(({ name }) => name === "first")?.defaultValue;
      const served = field.arguments?.find(isFirst)?.defaultValue;
      if (expected === undefined) continue;
      expect(served?.kind === Kind.INT && Number(served.value), `${type.name}.${field.name.value}`).toBe(expected);
    }
  }
});

function typesOf({ definitions }: DocumentNode): readonly TypeDefinitionNode[] {
  return definitions.filter((node) => "name" in node && /TypeDefinition$/.test(node.kind)) as TypeDefinitionNode[];
}

function objectTypesOf(parsed: DocumentNode): ReadonlyMap<string, ObjectTypeDefinitionNode> {
  const nodes = parsed.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Map(nodes.map((node) => [node.name.value, node]));
}

function fieldsOf(type: ObjectTypeDefinitionNode | undefined): readonly FieldDefinitionNode[] {
  return type?.fields ?? [];
}

interface Part {
  readonly path: string;
  readonly node: { readonly description?: { readonly value: string } | undefined };
}

function partsOf(type: TypeDefinitionNode): readonly Part[] {
  if (type.kind === Kind.ENUM_TYPE_DEFINITION) {
    return (type.values ?? []).map((node) => ({ path: node.name.value, node }));
  }
  return ("fields" in type ? (type.fields ?? []) : []).map((node) => ({ path: node.name.value, node }));
}

function directivesOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): readonly ConstDirectiveNode[] {
  return (node.directives ?? []).filter((directive) => directive.name.value === name);
}

function isShared(field: FieldDefinitionNode): boolean {
  return directivesOf(field, "shareable").length > 0;
}

function isFirst({ name }: { readonly name: { readonly value: string } }): boolean {
  return name.value === "first";
}

/** A text, a truth value or a list of texts; undefined where the argument is not given. */
function argumentOf(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.LIST) return value.values.map((item) => "value" in item && item.value);
  return value && "value" in value ? value.value : undefined;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
