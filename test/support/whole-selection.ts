import { getNamedType, type GraphQLField, type GraphQLSchema, isLeafType, isObjectType } from "graphql";

/** What has an id of its own and can be asked for by it: it leads to all others. */
const ENTITIES: ReadonlySet<string> = new Set([
  "AtsArchiveReason",
  "AtsConnection",
  "AtsPosting",
  "AtsRequisition",
  "AtsStage",
  "AtsUser",
  "Candidate",
  "Opportunity",
  "StageMapping",
]);

/**
 * Asks for all there is of a type, as the schema has it now: every field, and everything below. Entities that it leads
 * to are asked for what they hold themselves, but at the fields `whole` ("Candidate.opportunities") for everything.
 */
export function wholeSelection(schema: GraphQLSchema, typeName: string, whole: readonly string[] = []): string {
  return selectionOf(typeName, [], { schema, whole: new Set(whole), isBrief: false });
}

interface Wanted {
  readonly schema: GraphQLSchema;
  readonly whole: ReadonlySet<string>;
  /** Leaves only. */
  readonly isBrief: boolean;
}

/** `above`: the types that lead here. */
function selectionOf(typeName: string, above: readonly string[], wanted: Wanted): string {
  const type = wanted.schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  const selections = Object.values(type.getFields())
    .filter(isAskable)
    .flatMap((field) => {
      const target = getNamedType(field.type);
      if (isLeafType(target)) return [field.name];
      // `nodes` holds the same.
      if (field.name === "edges" && "nodes" in type.getFields()) return ["edges { cursor }"];
      const isEntity = ENTITIES.has(target.name);
      if (wanted.isBrief || (above.includes(target.name) && !isEntity)) return [];
      const isBrief = isEntity && !wanted.whole.has(`${typeName}.${field.name}`);
      return [`${field.name} { ${selectionOf(target.name, [...above, typeName], { ...wanted, isBrief })} }`];
    });
  return selections.join(" ");
}

/** Not what federation adds, nor what can't be asked for without an argument. */
function isAskable({ name, args }: GraphQLField<unknown, unknown>): boolean {
  return !name.startsWith("_") && args.every(({ type, defaultValue }) => !isRequired(String(type), defaultValue));
}

function isRequired(type: string, defaultValue: unknown): boolean {
  return type.endsWith("!") && defaultValue === undefined;
}
