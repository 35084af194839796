import type { FailedCall } from "./errors.js";

/**
 * A write went out, and it can't be told now whether Lever did it: Lever has no idempotency keys, so sending it again
 * might do it twice.
 */
export class WriteOutcomeUnknown extends Error {
  override readonly name = "WriteOutcomeUnknown";

  constructor(
    readonly call: FailedCall,
    options?: ErrorOptions,
  ) {
    super(`It is not known whether Lever did ${call.method} ${call.template}`, options);
  }
}
