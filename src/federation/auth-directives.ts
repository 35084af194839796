import {
  type ConstDirectiveNode,
  type ConstListValueNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
} from "graphql";

/** The extension of a field that names the role it needs. */
const REQUIRED_ROLE = "requiredRole";

/**
 * The SDL for routers that enforce who may what by themselves: every root field is @authenticated, and what needs a role
 * @requiresScopes of that name. The resolvers enforce the same without it; @apollo/gateway refuses to load it.
 * `schema` is type-graphql's, whose fields have extensions.
 */
export function withAuthDirectives(sdl: string, schema: GraphQLSchema): string {
  const roots = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  const document = visit(parse(sdl), {
    SchemaExtension: (extension) => ({ ...extension, directives: (extension.directives ?? []).map(importingAuth) }),
    ObjectTypeDefinition: (type) => {
      if (!roots.has(type.name.value)) return undefined;
      const fields = (type.fields ?? []).map((field) => guarded(field, roleOf(schema, type.name.value, field)));
      return { ...type, fields };
    },
  });
  return `${print(document)}\n`;
}

function importingAuth(link: ConstDirectiveNode): ConstDirectiveNode {
  const added = ["@authenticated", "@requiresScopes"].map((value) => ({ kind: Kind.STRING, value }) as const);
  const imports = (list: ConstListValueNode): ConstListValueNode => ({ ...list, values: [...list.values, ...added] });
  const given = (link.arguments ?? []).map((argument) =>
    argument.value.kind === Kind.LIST ? { ...argument, value: imports(argument.value) } : argument,
  );
  return { ...link, arguments: given };
}

function guarded(field: FieldDefinitionNode, role: string | null): FieldDefinitionNode {
  const added = role === null ? AUTHENTICATED : requiresScope(role);
  return { ...field, directives: [...(field.directives ?? []), added] };
}

function roleOf(schema: GraphQLSchema, typeName: string, { name }: FieldDefinitionNode): string | null {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[name.value] : undefined;
  const role: unknown = field?.extensions[REQUIRED_ROLE];
  return typeof role === "string" ? role : null;
}

const AUTHENTICATED: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: "authenticated" },
};

/** A list of lists: one of the outer, all of the inner. */
function requiresScope(role: string): ConstDirectiveNode {
  const scopes = {
    kind: Kind.LIST,
    values: [{ kind: Kind.LIST, values: [{ kind: Kind.STRING, value: role }] }],
  } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: "requiresScopes" },
    arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "scopes" }, value: scopes }],
  };
}
