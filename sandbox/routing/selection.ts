import type { IncomingCall } from "./route.js";
import { oneOf, type QueryParameter, repeated, text } from "./query-parameter.js";

/** Makes the object of an id; null where it isn't there or may not be seen, which leaves the id. */
export type Expander = (id: string, call: IncomingCall) => object | null;

/** The properties of an object that `expand` can fill in. */
export type Expanders = Readonly<Record<string, Expander>>;

/** What a query says about the properties of the answer. */
export interface Selection {
  readonly include?: readonly string[] | undefined;
  readonly expand?: readonly string[] | undefined;
}

/** Lever docs, "Include": names the only properties that are answered. */
export const INCLUDE_PARAMETER = { include: repeated(text) };

/** Lever docs, "Expand": only what the documentation names for that object. */
export function selectionParameters(expanders: Expanders): {
  readonly include: QueryParameter<readonly string[]>;
  readonly expand: QueryParameter<readonly string[]>;
} {
  return { ...INCLUDE_PARAMETER, expand: repeated(oneOf(...Object.keys(expanders))) };
}

/** An object as the query wants it. What is expanded is there even where `include` doesn't name it. */
export function select(
  object: object,
  { include, expand = [] }: Selection,
  call: IncomingCall,
  expanders: Expanders = {},
): object {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(object);
  return Object.fromEntries(
    entries
      .filter(([name]) => include === undefined || include.includes(name) || expand.includes(name))
      .map(([name, value]) => {
        const expander = expand.includes(name) ? expanders[name] : undefined;
        return [name, expander === undefined ? value : expanded(value, expander, call)];
      }),
  );
}

function expanded(value: unknown, expander: Expander, call: IncomingCall): unknown {
  if (Array.isArray(value)) return value.map((element: unknown) => expanded(element, expander, call));
  return typeof value === "string" ? (expander(value, call) ?? value) : value;
}
