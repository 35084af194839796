import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from "graphql";

/** The variables of an operation, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** The variables as the operation sees them: those that were not given have their defaults. */
export function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode, given: Variables = {}): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

/** What an argument of a document stands for. */
export function valueOf(node: ValueNode, variables: Variables): unknown {
  return node.kind === Kind.VARIABLE ? variables[node.name.value] : valueFromASTUntyped(node, variables);
}

/** An argument and what is given for it. */
export interface GivenArgument {
  readonly name: string;
  readonly value: unknown;
}

/** Every argument of an operation and of the document's fragments, wherever it stands. */
export function argumentsIn(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  variables: Variables,
): readonly GivenArgument[] {
  const given: GivenArgument[] = [];
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  visit(
    { ...document, definitions: [operation, ...fragments] },
    { Argument: ({ name, value }) => void given.push({ name: name.value, value: valueOf(value, variables) }) },
  );
  return given;
}

/** The length of the longest list in values, at any depth: a client may nest lists deeper than functions may call. */
export function longestListIn(values: readonly unknown[]): number {
  let longest = 0;
  const rest = Array.from(values);
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) longest = Math.max(longest, value.length);
    for (const inner of Object.values(value)) rest.push(inner);
  }
  return longest;
}
