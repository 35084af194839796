import { badRequest } from "./refusal.js";
import type { BodyShape, MemberReader, ParsedBody } from "./request-body.js";

/** A text. */
export const textMember: MemberReader<string> = (value, pointer) => {
  if (typeof value !== "string") throw badRequest("Must be a string", pointer);
  return value;
};

/** true or false. */
export const flagMember: MemberReader<boolean> = (value, pointer) => {
  if (typeof value !== "boolean") throw badRequest("Must be a boolean", pointer);
  return value;
};

/** Epoch milliseconds. */
export const millisMember: MemberReader<number> = (value, pointer) => {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw badRequest("Must be a timestamp in milliseconds", pointer);
  }
  return value;
};

/** A whole number in a range, both ends included. */
export function integerMember(least: number, most: number): MemberReader<number> {
  return (value, pointer) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
      throw badRequest(`Must be a whole number from ${least} to ${most}`, pointer);
    }
    return value;
  };
}

/** One of these words. */
export function oneOfMember(...words: readonly string[]): MemberReader<string> {
  return (value, pointer) => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw badRequest(`Must be one of: ${words.join(", ")}`, pointer);
    return word;
  };
}

/** An array of such members. */
export function arrayMember<Value>(read: MemberReader<Value>): MemberReader<Value[]> {
  return (value, pointer) => {
    if (!Array.isArray(value)) throw badRequest("Must be an array", pointer);
    return value.map((element, index) => read(element, `${pointer}/${index}`));
  };
}

/** Such a member, or null. */
export function nullableMember<Value>(read: MemberReader<Value>): MemberReader<Value | null> {
  return (value, pointer) => (value === null ? null : read(value, pointer));
}

/** An object with these members. */
export function objectMember<Shape extends BodyShape>(shape: Shape): MemberReader<ParsedBody<Shape>> {
  return (value, pointer) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw badRequest("Must be an object", pointer);
    }
    const parsed: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(value)) {
      const read = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (read === undefined) throw badRequest("Unknown property", `${pointer}/${name}`);
      parsed[name] = read(member, `${pointer}/${name}`);
    }
    return parsed as ParsedBody<Shape>;
  };
}

/** The member, or 400 where it is missing. */
export function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw badRequest("Is required", `/${name}`);
  return value;
}
