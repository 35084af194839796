import type { NoteRecord } from "../data.js";
import type { Expanders } from "../routing/selection.js";
import { expandUser } from "./user.shape.js";

/** A note as Lever sends it. Lever docs, "Notes > Note attributes". */
export function noteShape({ opportunityId: _, ...note }: NoteRecord): object {
  return note;
}

export const NOTE_EXPANDERS = { user: expandUser } as const satisfies Expanders;
