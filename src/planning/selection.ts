import type { FieldNode, FragmentDefinitionNode, GraphQLResolveInfo, SelectionSetNode } from "graphql";
import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, Kind } from "graphql";

/** What an operation asks of one object: its fields by schema name, aliases and fragments resolved. */
export interface Selection {
  /** Schema names of the fields asked for, `__typename` left out. */
  readonly names: ReadonlySet<string>;
  has(field: string): boolean;
  /** What is asked of that field's object(s), over all of its aliases; empty where it is not asked for. */
  of(field: string): Selection;
  /** True where nothing beyond `fields` is asked for. */
  asksOnly(fields: ReadonlySet<string>): boolean;
}

type Operation = Pick<GraphQLResolveInfo, "fragments" | "variableValues">;

/**
 * What is asked of the object(s) that the field being resolved answers with.
 *
 * `typeName` narrows fragments with a type condition: for `_entities`, only what is asked of that type counts.
 */
export function selectionOf(info: GraphQLResolveInfo, typeName: string): Selection {
  const execution = memoOf(memo, info.variableValues, () => new WeakMap<object, Map<string, Selection>>());
  const known = memoOf(execution, info.fieldNodes, () => new Map<string, Selection>());
  let selection = known.get(typeName);
  if (!selection) {
    selection = collect(setsOf(info.fieldNodes), info, typeName);
    known.set(typeName, selection);
  }
  return selection;
}

/** What is asked of objects that an operation reaches in two ways, as through `nodes` and through `edges`. */
export function union(one: Selection, other: Selection): Selection {
  if (one.names.size === 0) return other;
  if (other.names.size === 0) return one;
  return {
    names: new Set([...one.names, ...other.names]),
    has: (field) => one.has(field) || other.has(field),
    of: (field) => union(one.of(field), other.of(field)),
    asksOnly: (fields) => one.asksOnly(fields) && other.asksOnly(fields),
  };
}

/**
 * By execution (each has its own variables object), then by the array of field nodes, which graphql-js makes once for
 * a field of an operation and hands to every item of a list: a page of 100 rows walks its selection once.
 */
const memo = new WeakMap<object, WeakMap<object, Map<string, Selection>>>();

function memoOf<Value>(map: WeakMap<object, Value>, key: object, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}

function setsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
}

function collect(sets: readonly SelectionSetNode[], operation: Operation, typeName: string | null): Selection {
  const nodes = new Map<string, FieldNode[]>();
  for (const set of sets) visit(set, operation, typeName, nodes);
  nodes.delete("__typename");
  return new CollectedSelection(nodes, operation);
}

function visit(
  set: SelectionSetNode,
  operation: Operation,
  typeName: string | null,
  into: Map<string, FieldNode[]>,
): void {
  for (const node of set.selections) {
    if (!isIncluded(node, operation)) continue;
    if (node.kind === Kind.FIELD) {
      const known = into.get(node.name.value);
      if (known) known.push(node);
      else into.set(node.name.value, [node]);
      continue;
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : operation.fragments[node.name.value];
    if (fragment && applies(fragment, typeName)) visit(fragment.selectionSet, operation, typeName, into);
  }
}

function applies(
  fragment: FragmentDefinitionNode | { readonly typeCondition?: { readonly name: { readonly value: string } } },
  typeName: string | null,
): boolean {
  return typeName === null || !fragment.typeCondition || fragment.typeCondition.name.value === typeName;
}

function isIncluded(node: SelectionSetNode["selections"][number], { variableValues }: Operation): boolean {
  if (!node.directives || node.directives.length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  if (skip?.["if"] === true) return false;
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return include?.["if"] !== false;
}

class CollectedSelection implements Selection {
  readonly names: ReadonlySet<string>;
  readonly #parts = new Map<string, Selection>();

  constructor(
    private readonly nodes: ReadonlyMap<string, readonly FieldNode[]>,
    private readonly operation: Operation,
  ) {
    this.names = new Set(nodes.keys());
  }

  has(field: string): boolean {
    return this.nodes.has(field);
  }

  of(field: string): Selection {
    let part = this.#parts.get(field);
    if (!part) {
      part = collect(setsOf(this.nodes.get(field) ?? []), this.operation, null);
      this.#parts.set(field, part);
    }
    return part;
  }

  asksOnly(fields: ReadonlySet<string>): boolean {
    for (const name of this.names) if (!fields.has(name)) return false;
    return true;
  }
}
