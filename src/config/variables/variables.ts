import { CALLER_VARIABLES } from "./callers.js";
import type { Definition, RequiredIn, ValueOf } from "./definition.js";
import { LEVER_VARIABLES } from "./lever.js";
import { LIMIT_VARIABLES } from "./limits.js";
import { SERVICE_VARIABLES } from "./service.js";
import { STORAGE_VARIABLES } from "./storage.js";

/** Every variable that is read, by name. */
export const DEFINITIONS = {
  ...SERVICE_VARIABLES,
  ...CALLER_VARIABLES,
  ...STORAGE_VARIABLES,
  ...LEVER_VARIABLES,
  ...LIMIT_VARIABLES,
};

export type VariableName = keyof typeof DEFINITIONS;

/** What the variables were read as. */
export type Values = { readonly [Name in VariableName]: ValueOf<(typeof DEFINITIONS)[Name]> };

/** The names, in the order of the documentation. */
export const VARIABLE_NAMES = Object.keys(DEFINITIONS) as readonly VariableName[];

/** A definition without the type of its value. */
export function definitionOf(name: VariableName): Definition<unknown> {
  return DEFINITIONS[name];
}

/** One line of the documentation's table. */
export interface Variable {
  readonly name: VariableName;
  /** May hold Markdown's backticks. */
  readonly meaning: string;
  /** What a value has to look like. */
  readonly expected: string;
  /** In words; "–" where there is none. */
  readonly default: string;
  readonly requiredIn?: RequiredIn;
}

/** Every variable, for the documentation. */
export const VARIABLES: readonly Variable[] = VARIABLE_NAMES.map((name) => {
  const { meaning, format, requiredIn } = definitionOf(name);
  const line = { name, meaning, expected: format.expected, default: defaultInWords(definitionOf(name)) };
  return requiredIn ? { ...line, requiredIn } : line;
});

function defaultInWords({ fallback, fallbackInWords }: Definition<unknown>): string {
  if (fallbackInWords !== undefined) return fallbackInWords;
  if (fallback === undefined) return "–";
  return typeof fallback === "string" ? fallback : `${fallback.otherwise}, in production ${fallback.production}`;
}
