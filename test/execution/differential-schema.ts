import {
  GraphQLEnumType,
  type GraphQLFieldConfig,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from "graphql";

/** What a field does when it is resolved; the argument `does` of every field of {@link schema} chooses. */
export const BEHAVIOURS = [
  "value",
  "later",
  "muchLater",
  "null",
  "nullLater",
  "throws",
  "rejects",
  "error",
  "wrong",
  "thenable",
] as const;

export type Behaviour = (typeof BEHAVIOURS)[number];

const Color = new GraphQLEnumType({ name: "Color", values: { RED: { value: 1 }, BLUE: { value: 2 } } });

/** Serializes what is no text to nothing, and refuses one text. */
const Odd = new GraphQLScalarType({
  name: "Odd",
  serialize: (value) => {
    if (value === "refused") throw new Error("Odd refuses it");
    return typeof value === "string" ? value : undefined;
  },
});

const Named = new GraphQLInterfaceType({
  name: "Named",
  fields: { name: { type: GraphQLString } },
  resolveType: (value: { readonly kind: string }) => value.kind,
});

const Node: GraphQLObjectType = new GraphQLObjectType({
  name: "Node",
  interfaces: [Named],
  fields: () => fieldsOf("Node"),
});

const Leaf: GraphQLObjectType = new GraphQLObjectType({
  name: "Leaf",
  interfaces: [Named],
  fields: () => fieldsOf("Leaf"),
});

const Checked: GraphQLObjectType = new GraphQLObjectType({
  name: "Checked",
  isTypeOf: (value: { readonly kind: string }) => (value.kind === "Checked" ? true : Promise.resolve(false)),
  fields: () => fieldsOf("Checked"),
});

const Either: GraphQLUnionType = new GraphQLUnionType({
  name: "Either",
  types: [Node, Leaf],
  resolveType: ({ kind }: { readonly kind: string }) => (kind === "Node" ? Promise.resolve("Node") : kind),
});

function fieldsOf(kind: string): Record<string, GraphQLFieldConfig<unknown, unknown>> {
  return {
    name: { type: GraphQLString },
    method: { type: GraphQLString },
    text: field(GraphQLString, () => `${kind}'s text`),
    textMust: field(new GraphQLNonNull(GraphQLString), () => `${kind}'s other text`),
    number: field(GraphQLInt, () => 7),
    color: field(Color, () => 2),
    odd: field(Odd, () => "odd"),
    node: field(Node, () => object("Node")),
    nodeMust: field(new GraphQLNonNull(Node), () => object("Node")),
    checked: field(Checked, () => object("Checked")),
    checkedNot: field(Checked, () => object("Leaf")),
    named: field(Named, () => object("Leaf")),
    either: field(Either, () => object("Node")),
    noOne: field(Either, () => object("Checked")),
    nodes: field(new GraphQLList(Node), () => [object("Node"), null, Promise.resolve(object("Node"))]),
    nodesMust: field(new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Node))), () => [
      object("Node"),
      object("Node"),
    ]),
    gaps: field(new GraphQLList(new GraphQLNonNull(GraphQLString)), () => ["one", null, "three"]),
    failing: field(new GraphQLList(GraphQLString), () => ["one", Promise.reject(new Error("item")), new Error("kept")]),
    table: field(new GraphQLList(new GraphQLList(GraphQLInt)), () => new Set([[1, 2], [3], null])),
  };
}

/** Has a property and a method, for graphql-js's default resolver. */
function object(kind: string) {
  return { kind, name: `a ${kind}`, method: (given: object) => `${JSON.stringify(given)} of ${kind}` };
}

function field(type: GraphQLOutputType, value: () => unknown): GraphQLFieldConfig<unknown, unknown> {
  return {
    type,
    args: { does: { type: GraphQLString, defaultValue: "value" }, times: { type: GraphQLInt } },
    resolve: (_source, { does }: { readonly does?: Behaviour }) => behave(does ?? "value", value),
  };
}

function behave(does: Behaviour, value: () => unknown): unknown {
  switch (does) {
    case "value":
      return value();
    case "later":
      return Promise.resolve().then(value);
    case "muchLater":
      return new Promise((resolve) => setImmediate(() => resolve(value())));
    case "null":
      return null;
    case "nullLater":
      return Promise.resolve(undefined);
    case "throws":
      throw new Error("thrown");
    case "rejects":
      return Promise.reject(new Error("rejected"));
    case "error":
      return new Error("returned");
    case "wrong":
      return 3.5;
    case "thenable":
      return { then: (resolve: (value: unknown) => void) => resolve(value()) };
  }
}

/** Every way in which a field can be answered or fail, at any depth. */
export const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: "Query", fields: () => fieldsOf("Query") }),
  types: [Node, Leaf, Checked],
});
