import type { Format } from "../format.js";

/** When a start without the variable is refused. */
export type RequiredIn = "production" | "AUTH_MODE=gateway" | "AUTH_MODE=jwt";

/** A value, or one for production and one for everywhere else. */
export type Fallback = string | { readonly production: string; readonly otherwise: string };

/** All about one variable: what it means, what it looks like, and what holds without it. */
export interface Definition<Value> {
  readonly meaning: string;
  readonly format: Format<Value>;
  /** As the environment would give it. */
  readonly fallback?: Fallback;
  /** What holds without it, where no value can say so. */
  readonly fallbackInWords?: string;
  readonly requiredIn?: RequiredIn;
}

/** The value that a definition's text is read as; null where it may be absent. */
export type ValueOf<Given> = Given extends { readonly format: Format<infer Value> }
  ? Given extends { readonly fallback: Fallback }
    ? Value
    : Value | null
  : never;
