import { badUserInput } from "../../user-errors/thrown.js";

/** Longer than anybody writes by hand, characters. */
const MAX_NOTE_LENGTH = 50_000;

/**
 * Checks what a note is to say.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function checkNoteText(text: string, argument = "input.text"): void {
  if (text.trim() === "") throw badUserInput(argument, "is empty");
  if (text.length > MAX_NOTE_LENGTH) throw badUserInput(argument, `give at most ${MAX_NOTE_LENGTH} characters`);
}
