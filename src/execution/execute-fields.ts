import { defaultTypeResolver, GraphQLError, type GraphQLObjectType, locatedError, responsePathAsArray } from "graphql";
import { inspect } from "graphql/jsutils/inspect.js";
import { FieldInfo } from "./field-info.js";
import type { Path } from "./operation.js";
import type { FieldPlan, ObjectPlan, Slot } from "./plan.js";
import { planBelow } from "./planner.js";
import { isPromise } from "./promises.js";
import type { Run } from "./run.js";
import { runtimeTypeOf } from "./runtime-type.js";

type SlotOf<Kind extends Slot["kind"]> = Extract<Slot, { readonly kind: Kind }>;

/**
 * Resolves what is asked of an object: an object, or a promise of one where something of it is one.
 *
 * This and what follows do what graphql-js does in `execute`, in the same order and with the same errors; the names in
 * the specification ("Executing Selection Sets", "Value Completion") are the functions' here.
 */
export function executeFields(run: Run, plan: ObjectPlan, source: unknown, path: Path | undefined): unknown {
  const result = new plan.Result();
  let isPending = false;
  try {
    for (const field of plan.fields) {
      const value = executeField(run, field, source, path);
      result[field.responseName] = value;
      isPending ||= value instanceof Promise;
    }
  } catch (error) {
    if (!isPending) throw error;
    // What the other fields have begun is waited for: it may fail too.
    return settled(result).finally(() => {
      throw error;
    });
  }
  return isPending ? settled(result) : result;
}

async function settled(result: Record<string, unknown>): Promise<unknown> {
  const pending = Object.keys(result).filter((name) => result[name] instanceof Promise);
  const values = await Promise.all(pending.map((name) => result[name]));
  for (const [place, name] of pending.entries()) result[name] = values[place];
  return result;
}

function executeField(run: Run, field: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
  const { constant, resolve, slot } = field;
  if (constant !== null) return constant;
  if (resolve === null && slot.kind === "leaf") {
    const value = shortWay(slot, field.definition.name, source);
    if (value !== undefined) return value;
  }
  const path = { prev: parentPath, key: field.responseName, typename: field.parentType.name };
  const info = new FieldInfo(run, field, path);
  let value: unknown;
  try {
    value = resolve
      ? resolve(source, run.argumentsOf(field), run.contextValue, info.told)
      : propertyOf(source, field.definition.name, info);
  } catch (error) {
    return failed(slot, info, path, error);
  }
  return fill(slot, info, path, value);
}

/** A leaf that stands on its object; undefined: it isn't as usual, and the long way tells why. */
function shortWay(slot: SlotOf<"leaf">, name: string, source: unknown): unknown {
  if (typeof source !== "object" || source === null) return undefined;
  const value = (source as Record<string, unknown>)[name];
  if (value == null) return slot.isNonNull ? undefined : null;
  return typeof value === "object" || typeof value === "function" ? undefined : serialized(slot, value);
}

function serialized({ serialize }: SlotOf<"leaf">, value: unknown): unknown {
  try {
    return serialize(value) ?? undefined;
  } catch {
    return undefined;
  }
}

/** As graphql-js's default resolver. */
function propertyOf(source: unknown, name: string, info: FieldInfo): unknown {
  if (typeof source !== "function" && (typeof source !== "object" || source === null)) return undefined;
  const property = (source as Record<string, unknown>)[name];
  if (typeof property !== "function") return property;
  const { run, field } = info;
  return (source as Record<string, (...given: unknown[]) => unknown>)[name]?.(
    run.argumentsOf(field),
    run.contextValue,
    info.told,
  );
}

/** Puts a value, or what a promise brings, where it belongs. What is made here is no promise but a native one. */
function fill(slot: Slot, info: FieldInfo, path: Path, value: unknown): unknown {
  if (!isPromise(value)) return completed(slot, info, path, value);
  return Promise.resolve(value).then(
    (brought) => completed(slot, info, path, brought),
    (error: unknown) => failed(slot, info, path, error),
  );
}

function completed(slot: Slot, info: FieldInfo, path: Path, value: unknown): unknown {
  try {
    const result = completeValue(slot, info, path, value);
    return result instanceof Promise ? result.catch((error: unknown) => failed(slot, info, path, error)) : result;
  } catch (error) {
    return failed(slot, info, path, error);
  }
}

/** @throws the error, with its place, where null can't stand there */
function failed(slot: Slot, info: FieldInfo, path: Path, thrown: unknown): null {
  const error = locatedError(thrown, info.fieldNodes, responsePathAsArray(path));
  if (slot.isNonNull) throw error;
  info.run.errors.add(error, path);
  return null;
}

function completeValue(slot: Slot, info: FieldInfo, path: Path, value: unknown): unknown {
  if (value instanceof Error) throw value;
  const result = value == null ? null : completeKind(slot, info, path, value);
  if (result === null && slot.isNonNull) {
    throw new Error(`Cannot return null for non-nullable field ${info.parentType.name}.${info.fieldName}.`);
  }
  return result;
}

function completeKind(slot: Slot, info: FieldInfo, path: Path, value: unknown): unknown {
  switch (slot.kind) {
    case "leaf":
      return completeLeaf(slot, value);
    case "list":
      return completeList(slot, info, path, value);
    case "object":
      return completeObject(slot, slot.type, info, path, value);
    case "abstract":
      return completeAbstract(slot, info, path, value);
  }
}

function completeLeaf({ type, serialize }: SlotOf<"leaf">, value: unknown): unknown {
  const result = serialize(value);
  if (result != null) return result;
  throw new Error(
    `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(result)}`,
  );
}

function completeList({ item }: SlotOf<"list">, info: FieldInfo, path: Path, value: unknown): unknown {
  if (!isIterableObject(value)) {
    const place = `${info.parentType.name}.${info.fieldName}`;
    throw new GraphQLError(`Expected Iterable, but did not find one for field "${place}".`);
  }
  let isPending = false;
  const results: unknown[] = [];
  for (const entry of value) {
    const result = fill(item, info, { prev: path, key: results.length, typename: undefined }, entry);
    isPending ||= result instanceof Promise;
    results.push(result);
  }
  return isPending ? Promise.all(results) : results;
}

function isIterableObject(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function completeAbstract(slot: SlotOf<"abstract">, info: FieldInfo, path: Path, value: unknown): unknown {
  const { type } = slot;
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const found = resolveType(value, info.run.contextValue, info.told, type);
  if (!isPromise(found)) return completeObject(slot, runtimeTypeOf(found, type, info, value), info, path, value);
  return Promise.resolve(found).then((name) =>
    completeObject(slot, runtimeTypeOf(name, type, info, value), info, path, value),
  );
}

function completeObject(
  { plans }: SlotOf<"object" | "abstract">,
  type: GraphQLObjectType,
  info: FieldInfo,
  path: Path,
  value: unknown,
): unknown {
  const { run, fieldNodes } = info;
  const plan = planBelow(plans, type, fieldNodes, run.operation, run.variables);
  if (!type.isTypeOf) return executeFields(run, plan, value, path);
  const complete = (isOfType: unknown): unknown => {
    if (isOfType) return executeFields(run, plan, value, path);
    throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, { nodes: fieldNodes });
  };
  const isOfType = type.isTypeOf(value, run.contextValue, info.told);
  return isPromise(isOfType) ? Promise.resolve(isOfType).then(complete) : complete(isOfType);
}
