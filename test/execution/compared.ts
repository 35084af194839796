import { execute, type ExecutionResult, type GraphQLError, Kind, parse, validate } from "graphql";
import { expect } from "vitest";
import { createExecutor } from "../../src/execution/executor.js";
import { schema } from "./differential-schema.js";

type Variables = Readonly<Record<string, unknown>>;

const ours = createExecutor(schema);

/** The answers of graphql-js and of our executor, the latter twice: with a new plan, and with the one that it kept. */
export async function answers(source: string, variables: Variables = {}) {
  const document = parse(source);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new TypeError("The document has no operation");
  const request = { document, operation, variables, contextValue: undefined };
  return {
    theirs: await execute({ schema, document, variableValues: variables }),
    first: await ours(request),
    second: await ours(request),
  };
}

/** Makes sure that our answer is graphql-js's: the data to the letter, and the errors. */
export async function expectSame(source: string, variables: Variables = {}): Promise<void> {
  const { theirs, first, second } = await answers(source, variables);
  for (const own of [first, second]) {
    expect(JSON.stringify(own.data)).toBe(JSON.stringify(theirs.data));
    expect(toldBy(own)).toEqual(toldBy(theirs));
  }
}

/**
 * As {@link expectSame}, of queries in which much fails at once: of what makes one place null, graphql-js tells what
 * happens to come first or all, and ours one of it. Every null place has its error in both.
 */
export async function expectSameNulls(source: string, variables: Variables = {}): Promise<void> {
  const { theirs, first, second } = await answers(source, variables);
  const places = placesOf(theirs);
  for (const own of [first, second]) {
    expect(JSON.stringify(own.data)).toBe(JSON.stringify(theirs.data));
    expect([...placesOf(own).keys()].sort()).toEqual([...places.keys()].sort());
  }
}

function toldBy({ errors = [] }: ExecutionResult): readonly string[] {
  return errors.map((error) => JSON.stringify(error.toJSON())).sort();
}

/** Errors by the place that they made null. */
function placesOf({ data, errors = [] }: ExecutionResult): ReadonlyMap<string, readonly GraphQLError[]> {
  const places = new Map<string, GraphQLError[]>();
  for (const error of errors) {
    const place = nullPlace(data, error.path ?? []).join(".");
    places.set(place, [...(places.get(place) ?? []), error]);
  }
  return places;
}

function nullPlace(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}
