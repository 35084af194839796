import type { GraphContext } from "../../context/graph-context.js";
import { newestFirst } from "../newest-first.js";
import type { AtsNote } from "./note.js";

/** Secret notes are for the role confidential alone; newest first. */
export function visibleNotes(
  { caller }: Pick<GraphContext, "caller">,
  notes: readonly AtsNote[] | null,
): readonly AtsNote[] | null {
  const seesSecret = caller.roles.has("confidential");
  const visible = notes?.filter(({ secret }) => seesSecret || !secret);
  return visible ? newestFirst(visible, ({ createdAt }) => createdAt) : null;
}
