import { z } from "zod";
import { Secret } from "./secret.js";

/** What the text of a variable has to look like, and what is made of it. */
export interface Format<Value> {
  /** Completes "needed: …". */
  readonly expected: string;
  readonly schema: z.ZodType<Value, string>;
}

const WHOLE_NUMBER = /^(0|[1-9]\d{0,8})$/;
const DECIMAL_NUMBER = /^(0|[1-9]\d{0,8})(\.\d{1,6})?$/;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/** Digits only: no sign, exponent, fraction or other base. */
export function wholeNumber(min: number, max: number): Format<number> {
  return {
    expected: `a whole number from ${String(min)} to ${String(max)}`,
    schema: z.string().regex(WHOLE_NUMBER).transform(Number).pipe(z.number().min(min).max(max)),
  };
}

/** As {@link wholeNumber}, and a fraction may follow. */
export function decimalNumber(min: number, max: number): Format<number> {
  return {
    expected: `a number from ${String(min)} to ${String(max)}`,
    schema: z.string().regex(DECIMAL_NUMBER).transform(Number).pipe(z.number().min(min).max(max)),
  };
}

/** Exactly one of the words. */
export function oneOf<const Word extends string>(...words: readonly [Word, ...Word[]]): Format<Word> {
  return { expected: words.join(" or "), schema: z.enum(words) };
}

/** `true` or `false`. */
export function flag(): Format<boolean> {
  return { expected: "true or false", schema: z.enum(["true", "false"]).transform((word) => word === "true") };
}

/** A text that a predicate takes. */
export function text(expected: string, isRight: (text: string) => boolean): Format<string> {
  return { expected, schema: z.string().refine(isRight) };
}

/** A text without space at its ends. */
export function plainText(expected: string): Format<string> {
  return text(expected, (value) => value === value.trim() && !/\p{Cc}/u.test(value));
}

/** A text that a predicate takes, and nobody may see. */
export function secret(expected: string, isRight: (text: string) => boolean): Format<Secret> {
  const schema = z
    .string()
    .refine(isRight)
    .transform((value) => new Secret(value));
  return { expected, schema };
}

/** Entries between commas, with space around them. */
export function list(expected: string, isEntryRight: (entry: string) => boolean): Format<readonly string[]> {
  const schema = z
    .string()
    .transform((value) => value.split(",").map((entry) => entry.trim()))
    .pipe(z.array(z.string().refine(isEntryRight)));
  return { expected, schema };
}

/** One or two secrets between commas; two while one takes the other's place. */
export function rotatingSecret(): Format<readonly Secret[]> {
  const entry = z.string().min(1).regex(VISIBLE_ASCII);
  const schema = z
    .string()
    .transform((value) => value.split(",").map((part) => part.trim()))
    .pipe(z.array(entry).max(2))
    .transform((parts) => Object.freeze(parts.map((part) => new Secret(part))));
  return {
    expected: "one secret, or two with a comma between, of visible ASCII characters",
    schema,
  };
}

/** Whether a text can be sent in a header as it is. */
export function isVisibleAscii(value: string): boolean {
  return VISIBLE_ASCII.test(value);
}
