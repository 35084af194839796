import type { AtsUserError } from "../../user-errors/user-error.js";

/** An application that must not be sent, and what the caller can mend. */
export class ApplicationRefused extends Error {
  override readonly name = "ApplicationRefused";

  constructor(readonly userErrors: readonly AtsUserError[]) {
    super("The application does not fit the posting");
  }
}
