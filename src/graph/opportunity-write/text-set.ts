import type { LeverEndpoint } from "../../lever/endpoint.js";
import { badUserInput } from "../../user-errors/thrown.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { type Decision, NOTHING } from "./write-opportunity.js";

/** Texts of an opportunity that are added and removed: tags, sources, links. */
export interface TextSet {
  /** The field of the row and of Lever's body. */
  readonly field: "tags" | "sources" | "links";
  readonly endpoint: LeverEndpoint<unknown>;
}

const MAX_TEXTS = 100;
const MAX_LENGTH = 1_000;

/**
 * The texts of an input, each once, exactly as given: Lever compares them so. Lever docs, "Query parameters": tags are
 * case-sensitive; links are taken as they are.
 * @throws GraphQLError BAD_USER_INPUT naming the text
 */
export function textsOfInput(texts: readonly string[], field: TextSet["field"]): readonly string[] {
  if (texts.length > MAX_TEXTS) throw badUserInput(`input.${field}`, `give at most ${MAX_TEXTS}`);
  texts.forEach((text, place) => {
    if (text.trim() === "") throw badUserInput(`input.${field}.${place}`, "is empty");
    if (text.length > MAX_LENGTH)
      throw badUserInput(`input.${field}.${place}`, `give at most ${MAX_LENGTH} characters`);
  });
  return [...new Set(texts)];
}

/** Adds those that are not there; nothing where all are. */
export function adding(row: Opportunity, { field, endpoint }: TextSet, texts: readonly string[]): Decision {
  const missing = texts.filter((text) => !row[field].includes(text));
  if (missing.length === 0) return NOTHING;
  return {
    kind: "write",
    endpoint,
    body: { [field]: missing },
    isDone: (present) => missing.every((text) => present[field].includes(text)),
  };
}

/** Removes those that are there; nothing where none is. */
export function removing(row: Opportunity, { field, endpoint }: TextSet, texts: readonly string[]): Decision {
  const present = texts.filter((text) => row[field].includes(text));
  if (present.length === 0) return NOTHING;
  return {
    kind: "write",
    endpoint,
    body: { [field]: present },
    isDone: (now) => present.every((text) => !now[field].includes(text)),
  };
}
