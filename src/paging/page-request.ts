import { badUserInput } from "../user-errors/thrown.js";
import type { CursorCodec, ListPosition } from "./cursor.js";

/** The most rows that one page may hold. */
export const MAX_FIRST = 500;

/** A checked request for a page of a list. */
export interface PageRequest {
  /** Between 1 and {@link MAX_FIRST}. */
  readonly first: number;
  /** Null: from the start. */
  readonly after: ListPosition | null;
  readonly cursorOf: (position: ListPosition) => string;
  /** What its cursors are good for: one text for each list of each account. */
  readonly list: string;
}

/**
 * Checks `first` and `after`. `list` names the list that cursors are good for: account, connection, field and filter.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function pageRequest(
  cursors: CursorCodec,
  list: readonly unknown[],
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
): PageRequest {
  if (first < 1 || first > MAX_FIRST) throw badUserInput("first", `give a number from 1 to ${MAX_FIRST}`);
  const name = JSON.stringify(list);
  const position = after == null ? null : cursors.decode(name, after);
  if (after != null && !position) {
    throw badUserInput("after", "not a cursor of this list: take one from its edges, with the same filter");
  }
  return { first, after: position, cursorOf: (place) => cursors.encode(name, place), list: name };
}
