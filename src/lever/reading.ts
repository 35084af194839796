import { LeverError } from "./errors.js";
import type { LeverEndpoint } from "./endpoint.js";
import { isLeverId } from "./path.js";
import type { EpochMillis, LeverId } from "./wire.js";

// Lever adds fields and values without notice, and some examples of its documentation give numbers as texts: what is
// read here is never trusted to have the documented type. Lever docs, "Versioning" and "Timestamps".

/** The text; a number as text; null for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : null;
}

/** The text, or null where it is empty: Lever gives "" for a headline or location that isn't there. */
export function filledTextOf(value: unknown): string | null {
  const text = textOf(value);
  return text === "" ? null : text;
}

/** A number, or a text that is one. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A whole number of 32 bits, as counts and scores are: more is none. */
export function integerOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : null;
}

/** A time that a Date can hold, in milliseconds. */
export function millisOf(value: unknown): EpochMillis | null {
  const millis = numberOf(value);
  return millis !== null && Math.abs(millis) <= 8.64e15 ? Math.trunc(millis) : null;
}

/** true or false; null for anything else. */
export function booleanOf(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** The object's members; null for anything else, arrays included. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** The array's members; none for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts in an array, without what is no text. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((member) => textOf(member) ?? []);
}

/**
 * The id, given as it is or as the object that `expand` put there; null for what can't be one, which nobody could ask
 * for again and no database keeps as it is. Lever docs, "Expanding".
 */
export function idOf(value: unknown): LeverId | null {
  const id = textOf(objectOf(value)?.["id"] ?? value);
  return id !== null && isLeverId(id) ? id : null;
}

/** The ids in an array of ids or objects. */
export function idsOf(value: unknown): readonly LeverId[] {
  return listOf(value).flatMap((member) => idOf(member) ?? []);
}

/** What Lever's word means here; null for a word that Lever added since. */
export function meaningOf<Meaning>(words: Readonly<Record<string, Meaning>>, value: unknown): Meaning | null {
  return typeof value === "string" && Object.hasOwn(words, value) ? (words[value] ?? null) : null;
}

/**
 * A value that a row can't do without.
 * @throws LeverError BAD_RESPONSE naming `path`
 */
export function required<Value>(
  value: Value | null,
  path: string,
  endpoint: LeverEndpoint<unknown>,
  connectionId: string,
): Value {
  if (value !== null) return value;
  const { method, permission } = endpoint;
  const call = { method, template: endpoint.path, permission, connectionId };
  throw new LeverError("BAD_RESPONSE", call, { status: 200, acted: "yes", path });
}
