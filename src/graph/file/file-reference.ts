import type { FileLocation } from "../../file-links/file-location.js";
import { parseEntityId } from "../../ids/entity-id.js";
import { badUserInput } from "../../user-errors/thrown.js";

/** What a file's id says of it. */
export interface FileReference {
  readonly location: FileLocation;
  /** An application's answer, which is a file only where its id is among the opportunity's. */
  readonly isAnswer: boolean;
}

type What = Pick<FileLocation, "kind" | "document"> & Pick<FileReference, "isAnswer">;

/** By the fourth part of an id; a file's own has none. */
const KINDS: ReadonlyMap<string | undefined, What> = new Map<string | undefined, What>([
  [undefined, { kind: "file", isAnswer: false }],
  ["resume", { kind: "resume", isAnswer: false }],
  ["sent", { kind: "offer", document: "sent", isAnswer: false }],
  ["signed", { kind: "offer", document: "signed", isAnswer: false }],
  ["answer", { kind: "file", isAnswer: true }],
]);

/**
 * Takes the id of a file apart.
 * @throws GraphQLError BAD_USER_INPUT naming `argument`
 */
export function fileReference(text: string, argument: string): FileReference {
  const parts = parseEntityId(text, 2) ?? parseEntityId(text, 3);
  const [opportunityId, id, suffix] = parts?.externalIds ?? [];
  const what = KINDS.get(suffix);
  if (!parts || !opportunityId || !id || !what) {
    throw badUserInput(argument, "not an id of a file, <connection>.<opportunity>.<id> and what may follow");
  }
  const { isAnswer, ...kind } = what;
  return { location: { connectionId: parts.connectionId, opportunityId, id, ...kind }, isAnswer };
}
