import type { FailedCall } from "./errors.js";

/**
 * A write went out, or another caller is at it, and it can't be told now whether Lever did it: Lever has no idempotency
 * keys, so sending it again might do it twice.
 */
export class WriteOutcomeUnknown extends Error {
  override readonly name = "WriteOutcomeUnknown";

  constructor(
    /** Null where it was another caller's, or one that this process has no memory of. */
    readonly call: FailedCall | null,
    options?: ErrorOptions,
  ) {
    super(`It is not known whether Lever did ${call ? `${call.method} ${call.template}` : "a write"}`, options);
  }
}
