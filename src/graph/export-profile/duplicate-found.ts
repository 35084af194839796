import { type AtsUserError, userError } from "../../user-errors/user-error.js";

/** The person is in Lever, and the export is not to go on for that. */
export class DuplicateFound extends Error {
  override readonly name = "DuplicateFound";

  /** `isAmbiguous`: the addresses or links belong to two people there. */
  constructor(readonly isAmbiguous: boolean) {
    super("The person is in Lever already");
  }
}

/** As the caller is told. */
export function duplicateError({ isAmbiguous }: DuplicateFound): AtsUserError {
  return userError("DUPLICATE_FOUND", {
    path: ["input", "emails"],
    ...(isAmbiguous
      ? { message: "The addresses or links belong to two people in Lever: join them there, or export one." }
      : {}),
  });
}
