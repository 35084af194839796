import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { type Variables, valueOf } from "./given-values.js";

/** What is of the whole account, and so as long as it is asked for. */
const WIDE: ReadonlySet<string> = new Set(["Query", "AtsConnection", "AtsPosting", "AtsBulkOperation"]);

/** What no list goes beyond. */
const LONGEST_PAGE = 500;

/** A list of the whole account that is not paged: stages, archive reasons, connections. */
const UNPAGED = 10;

/** What belongs to one person, candidacy or note is short, whatever `first` says. */
const OF_ONE = 5;

/** Where it is another number: a profile is mostly one candidate, and an account has a connection or two. */
const OWN_SIZES: Readonly<Record<string, number>> = { Profile: 1, Query: 3 };

/** Fields that answer one row for each item of an argument. */
const ONE_FOR_EACH: Readonly<Record<string, string>> = { _entities: "representations", atsOpportunities: "ids" };

/** What an operation is measured with. */
interface Measure {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
  /** Rows of fragments that have been measured: each is measured once, however often it is used. */
  readonly known: Map<string, number>;
}

/**
 * How many rows an operation may bring at most: the sizes of its lists, each within the others. Lists of the account
 * count as long as `first` lets them be, lists of one person as long as they usually are, `_entities` once for each
 * representation. The operation is valid.
 */
export function queryCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  document: DocumentNode,
  variables: Variables,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const root = schema.getRootType(operation.operation);
  return root ? rowsOf(operation.selectionSet, root, { schema, fragments, variables, known: new Map() }) : 0;
}

function rowsOf(set: SelectionSetNode, type: GraphQLCompositeType, measure: Measure): number {
  let rows = 0;
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) rows += rowsOfField(node, type, measure);
    else if (node.kind === Kind.FRAGMENT_SPREAD) rows += rowsOfFragment(node.name.value, measure);
    else rows += rowsOf(node.selectionSet, conditionOf(node.typeCondition?.name.value, type, measure), measure);
  }
  return rows;
}

function rowsOfFragment(name: string, measure: Measure): number {
  const known = measure.known.get(name);
  if (known !== undefined) return known;
  const fragment = measure.fragments.get(name);
  const type = measure.schema.getType(fragment?.typeCondition.name.value ?? "");
  const rows = fragment && isCompositeType(type) ? rowsOf(fragment.selectionSet, type, measure) : 0;
  measure.known.set(name, rows);
  return rows;
}

function conditionOf(name: string | undefined, type: GraphQLCompositeType, { schema }: Measure): GraphQLCompositeType {
  const condition = name === undefined ? type : schema.getType(name);
  return isCompositeType(condition) ? condition : type;
}

function rowsOfField(node: FieldNode, parent: GraphQLCompositeType, measure: Measure): number {
  const field = isObjectType(parent) ? parent.getFields()[node.name.value] : undefined;
  const target = field && getNamedType(field.type);
  // Texts and numbers come with their row.
  if (!field || !node.selectionSet || !isCompositeType(target)) return 0;
  const inner = rowsOf(node.selectionSet, target, measure);
  const size = sizeOf(node, field, parent, measure);
  return size === null ? inner : size * (1 + inner);
}

/** How many rows stand in a field; null where it is one thing, which is counted with what it belongs to. */
function sizeOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLCompositeType,
  measure: Measure,
): number | null {
  const ids = ONE_FOR_EACH[field.name];
  if (ids !== undefined) return lengthOf(argumentOf(node, field, ids, measure));
  const isPaged = field.args.some(({ name }) => name === "first");
  if (!isPaged && !isUnpagedList(field, parent)) return null;
  const usual = OWN_SIZES[parent.name];
  if (!WIDE.has(parent.name)) return usual ?? OF_ONE;
  return isPaged ? pageSize(argumentOf(node, field, "first", measure)) : (usual ?? UNPAGED);
}

/** The rows of a page are counted by the field that it is the page of. */
function isUnpagedList({ type }: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType): boolean {
  const isPage = isObjectType(parent) && "pageInfo" in parent.getFields();
  return isListType(getNullableType(type)) && !isPage;
}

function argumentOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  name: string,
  { variables }: Measure,
): unknown {
  const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
  const value = given && valueOf(given, variables);
  return value ?? field.args.find((argument) => argument.name === name)?.defaultValue;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

/** A size that is no number, or more than any list takes, is refused where it is given, by its name. */
function pageSize(value: unknown): number {
  return typeof value === "number" && value > 0 && value <= LONGEST_PAGE ? value : 1;
}
