import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql";

/** How large an operation is, with its fragments where they stand. */
export interface QuerySize {
  /** Fields within fields. */
  readonly depth: number;
  /** Aliases, those of a fragment as often as it is used. */
  readonly aliases: number;
}

const NOTHING: QuerySize = { depth: 0, aliases: 0 };

/**
 * Measures a part of a valid document: valid ones have no circles of fragments. Each fragment is measured once, so that
 * fragments of fragments of fragments cost nothing to measure.
 */
export function querySize(set: SelectionSetNode, document: DocumentNode): QuerySize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  return sizeOf(set, fragments, new Map());
}

function sizeOf(
  set: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, QuerySize>,
): QuerySize {
  let { depth, aliases } = NOTHING;
  for (const node of set?.selections ?? []) {
    const inner = innerSize(node, fragments, known);
    const isField = node.kind === Kind.FIELD;
    depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
    aliases += inner.aliases + (isField && node.alias ? 1 : 0);
  }
  return { depth, aliases };
}

function innerSize(
  node: SelectionSetNode["selections"][number],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, QuerySize>,
): QuerySize {
  if (node.kind !== Kind.FRAGMENT_SPREAD) return sizeOf(node.selectionSet, fragments, known);
  const name = node.name.value;
  const size = known.get(name) ?? sizeOf(fragments.get(name)?.selectionSet, fragments, known);
  known.set(name, size);
  return size;
}
