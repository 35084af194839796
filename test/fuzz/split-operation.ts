import {
  type DocumentNode,
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
} from "graphql";

type Holder = OperationDefinitionNode | FieldNode | InlineFragmentNode;

/**
 * A long operation in short ones: each asks for one of the fields below the last field that stands alone, and one for
 * all that lead no further. What one of them asks Lever for is a few requests.
 */
export function split(source: string): readonly string[] {
  const [operation] = parse(source).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("No operation");
  const { selections } = lastAlone(operation).selectionSet ?? { selections: [] };
  const leaves = selections.filter((selection) => !leadsOn(selection));
  const groups = [...(leaves.length > 0 ? [leaves] : []), ...selections.filter(leadsOn).map((one) => [one])];
  return groups.map((group) => {
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [asking(operation, group)] };
    return print(document);
  });
}

function lastAlone(holder: Holder): Holder {
  const only = onlyChild(holder);
  return only ? lastAlone(only) : holder;
}

function onlyChild({ selectionSet }: Holder): FieldNode | InlineFragmentNode | null {
  const [first, ...others] = selectionSet?.selections ?? [];
  return first && others.length === 0 && leadsOn(first) ? first : null;
}

function leadsOn(selection: SelectionNode): selection is FieldNode | InlineFragmentNode {
  return selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined;
}

function asking<Its extends Holder>(holder: Its, group: readonly SelectionNode[]): Its {
  const only = onlyChild(holder);
  const selections = only ? [asking(only, group)] : group;
  return { ...holder, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}
