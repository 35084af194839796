import {
  type ArgumentNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from "graphql";

/** The variables of an operation, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** What an argument of a document stands for. */
export function valueOf(node: ValueNode, variables: Variables): unknown {
  return node.kind === Kind.VARIABLE ? variables[node.name.value] : valueFromASTUntyped(node, variables);
}

/** An argument and what is given for it. */
export interface GivenArgument {
  readonly name: string;
  readonly value: unknown;
}

/** What an operation is given. */
export interface Given {
  /** Those that the client didn't send have their defaults. */
  readonly variables: Variables;
  /** Every argument of the operation and of the document's fragments, wherever it stands. */
  readonly given: readonly GivenArgument[];
}

/** Of a document that is kept, its arguments are looked for once. */
const knownArguments = new WeakMap<OperationDefinitionNode, readonly ArgumentNode[]>();

/** An operation's variables and arguments, before they are coerced. `sent`: the variables that the client sent. */
export function givenTo(operation: OperationDefinitionNode, document: DocumentNode, sent: Variables = {}): Given {
  const variables = { ...defaultsOf(operation), ...sent };
  const nodes = knownArguments.get(operation) ?? argumentsIn(operation, document);
  knownArguments.set(operation, nodes);
  return { variables, given: nodes.map(({ name, value }) => ({ name: name.value, value: valueOf(value, variables) })) };
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return Object.fromEntries(defaults);
}

function argumentsIn(operation: OperationDefinitionNode, document: DocumentNode): readonly ArgumentNode[] {
  const found: ArgumentNode[] = [];
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  visit({ ...document, definitions: [operation, ...fragments] }, { Argument: (node) => void found.push(node) });
  return found;
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
