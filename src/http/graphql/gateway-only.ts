import { GraphQLError, Kind, type FragmentDefinitionNode, type SelectionSetNode } from "graphql";
import type { OperationHooks } from "./operation-hooks.js";

/** What a gateway asks when it composes. */
const SERVICE_FIELDS: ReadonlySet<string> = new Set(["_service", "__typename"]);
const INTROSPECTION_FIELDS: ReadonlySet<string> = new Set(["__schema", "__type"]);

/**
 * Keeps a gateway that names no account to what it needs for composing. Introspection is refused in production by
 * Apollo Server itself.
 */
export function gatewayOnly(): OperationHooks {
  return {
    resolved: ({ contextValue, operation, document }) => {
      if (!contextValue.isGatewayOnly || !operation) return;
      const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
      const names = rootFieldsOf(operation.selectionSet, new Map(fragments.map((node) => [node.name.value, node])));
      const isService = operation.operation === "query" && names.every(isServiceField);
      if (!isService) throw accountMissing();
    },
  };
}

function isServiceField(name: string): boolean {
  return SERVICE_FIELDS.has(name) || INTROSPECTION_FIELDS.has(name);
}

/** Validation has made sure that fragments don't go round in a circle. */
function rootFieldsOf(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): string[] {
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node.name.value];
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return fragment ? rootFieldsOf(fragment.selectionSet, fragments) : [];
  });
}

function accountMissing(): GraphQLError {
  return new GraphQLError("No account: the gateway has to send x-account-id.", {
    extensions: { code: "UNAUTHENTICATED", retryable: false, http: { status: 401 } },
  });
}
