import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from "graphql";
import type { SeededRandom } from "../lever/seeded-random.js";
import { oddText, randomScalar } from "./random-values.js";

/** A valid document, and values of its variables that fit their types and may mean anything. */
export interface RandomOperation {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What random operations are made of. */
export interface RandomOperations {
  readonly schema: GraphQLSchema;
  /** Ids that mean something, so that an operation gets somewhere. */
  readonly ids: readonly string[];
}

const MAX_DEPTH = 5;
const MAX_FIELDS = 5;
const MAX_INPUT_DEPTH = 4;

/** Makes operations that are valid by the schema, and random in everything else. */
export class OperationMaker {
  readonly #variables: Record<string, unknown> = {};
  readonly #declarations: string[] = [];

  constructor(
    private readonly of: RandomOperations,
    private readonly random: SeededRandom,
  ) {}

  /** One; another takes another maker. */
  make(): RandomOperation {
    const isMutation = this.random.chance(0.3);
    const root = isMutation ? this.of.schema.getMutationType() : this.of.schema.getQueryType();
    if (!root) throw new Error("The schema has no root type");
    const selection = this.#selection(root, 0);
    const declared = this.#declarations.length === 0 ? "" : ` (${this.#declarations.join(", ")})`;
    const source = `${isMutation ? "mutation" : "query"} Random${declared} ${selection}`;
    return { source, variables: this.#variables };
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const isEnd = depth >= MAX_DEPTH;
    const fields = Object.values(type.getFields()).filter(({ type: of }) => !isEnd || isLeafType(getNamedType(of)));
    const count = fields.length === 0 ? 0 : 1 + this.random.below(depth === 0 ? 2 : MAX_FIELDS);
    const chosen = Array.from({ length: count }, () => this.#field(this.random.pick(fields), depth));
    return `{ ${["__typename", ...chosen].join(" ")} }`;
  }

  /** Fields with arguments have an alias, so that no two of a name conflict. */
  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.filter((argument) => isNeeded(argument) || this.random.chance(0.4));
    const list = given.map((argument) => `${argument.name}: ${this.#variable(argument)}`).join(", ");
    const alias = list === "" ? "" : `a${this.#declarations.length}_${depth}: `;
    return `${alias}${field.name}${list === "" ? "" : `(${list})`}${this.#below(field, depth)}`;
  }

  #below({ type }: GraphQLField<unknown, unknown>, depth: number): string {
    const target = getNamedType(type);
    if (isLeafType(target)) return "";
    return isObjectType(target) ? ` ${this.#selection(target, depth + 1)}` : " { __typename }";
  }

  #variable({ type }: GraphQLArgument): string {
    const name = `v${this.#declarations.length}`;
    this.#declarations.push(`$${name}: ${String(type)}`);
    this.#variables[name] = this.#value(type, 0);
    return `$${name}`;
  }

  #value(type: GraphQLInputType, depth: number): unknown {
    if (!isNonNullType(type) && this.random.chance(0.2)) return null;
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const length = this.random.below(4);
      return Array.from({ length }, () => this.#value(inner.ofType, depth + 1));
    }
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        ({ type: of }) => isNonNullType(of) || (depth < MAX_INPUT_DEPTH && this.random.chance(0.4)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, depth + 1)]));
    }
    if (isEnumType(inner)) return this.random.pick(inner.getValues()).name;
    const { name } = getNamedType(inner);
    return name === "_Any" ? this.#representation() : randomScalar(name, this.of.ids, this.random);
  }

  #representation(): unknown {
    const { random } = this;
    const union = this.of.schema.getType("_Entity");
    const names = isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];
    const odd: readonly unknown[] = [null, 1, [], {}, ["x"]];
    const value = (): unknown => random.pick([random.pick(this.of.ids), oddText(random), random.pick(odd)]);
    const keys = ["id", "connectionId", "externalId", "candidateExternalId", "emails", "linkedinUrl", "githubUrl"];
    const given = keys.filter(() => random.chance(0.5)).map((key) => [key, value()] as const);
    return { __typename: random.pick([...names, "Nothing"]), ...Object.fromEntries(given) };
  }
}

function isNeeded({ type, defaultValue }: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}
