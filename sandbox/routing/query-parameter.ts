import { badRequest } from "./refusal.js";

/** Reads one value of a parameter. Throws {@link badRequest} where it is malformed. */
export type ValueReader<Value> = (text: string, name: string) => Value;

/** A query parameter: whether it may be repeated, and how it is read. */
export interface QueryParameter<Value> {
  read(texts: readonly string[], name: string): Value;
}

/** The query parameters of an endpoint by name: all that it takes. */
export type QueryShape = Readonly<Record<string, QueryParameter<unknown>>>;

/** What was read; undefined: not given. */
export type ParsedQuery<Shape extends QueryShape> = {
  readonly [Name in keyof Shape]?: Shape[Name] extends QueryParameter<infer Value> ? Value | undefined : never;
};

/** A parameter that may come once. Lever docs name the ones that may be repeated; the others are read strictly. */
export function once<Value>(read: ValueReader<Value>): QueryParameter<Value> {
  return {
    read(texts, name) {
      if (texts.length > 1) throw badRequest(`${name} may be given once only`);
      return read(texts[0] ?? "", name);
    },
  };
}

/** A parameter that may be repeated; its values are a union. Lever docs, "multiple X can be specified". */
export function repeated<Value>(read: ValueReader<Value>): QueryParameter<readonly Value[]> {
  return { read: (texts, name) => texts.map((text) => read(text, name)) };
}

/** Any text. A comma is part of it: "Oakland, CA" is one location. */
export const text: ValueReader<string> = (value) => value;

/** "true" or "false". */
export const flag: ValueReader<boolean> = (value, name) => {
  if (value !== "true" && value !== "false") throw badRequest(`${name} must be true or false`);
  return value === "true";
};

/** Epoch milliseconds. Thirteen digits or so: seconds would be a mistake that finds nothing, so they are refused. */
export const millis: ValueReader<number> = (value, name) => {
  if (!/^\d{1,16}$/.test(value)) throw badRequest(`${name} must be a timestamp in milliseconds`);
  return Number(value);
};

/** One of these words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): ValueReader<Word> {
  return (value, name) => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw badRequest(`${name} must be one of: ${words.join(", ")}`);
    return word;
  };
}

/** An e-mail address, as it was given. */
export const email: ValueReader<string> = (value) => {
  if (!isEmail(value)) throw badRequest("Email address is not valid");
  return value;
};

/** Whether a text has the form of an e-mail address. */
export function isEmail(value: string): boolean {
  return /^[^\s@,]+@[^\s@,]+\.[^\s@,.]+$/.test(value.trim());
}

/**
 * Reads a query.
 *
 * Stricter than Lever in two ways. A name that the endpoint doesn't have is refused: Lever is silent about it and most
 * likely ignores it, so that a misspelled filter finds everything; here it fails the test. An empty value is refused.
 */
export function parseQuery<Shape extends QueryShape>(shape: Shape, query: URLSearchParams): ParsedQuery<Shape> {
  const parsed: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const parameter = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (parameter === undefined) throw badRequest(`This endpoint has no query parameter named ${name}`);
    const texts = query.getAll(name);
    if (texts.includes("")) throw badRequest(`${name} has no value`);
    parsed[name] = parameter.read(texts, name);
  }
  return parsed as ParsedQuery<Shape>;
}
