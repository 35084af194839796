import { LeverError } from "../errors.js";
import type { Transport } from "../transport.js";
import type { AccessNotices } from "./access-notices.js";

/**
 * Tells what an answer says about the key. A read's 403 isn't told here: it may be one row's, or be cured by asking
 * with less.
 */
export function withNotices(next: Transport, notices: AccessNotices): Transport {
  return async (call) => {
    const { method, permission } = call.endpoint;
    try {
      const answer = await next(call);
      if (answer.redirectedTo === undefined) notices.granted(permission);
      return answer;
    } catch (error) {
      if (error instanceof LeverError && error.code === "UNAUTHORIZED") notices.unauthorized();
      if (error instanceof LeverError && error.code === "FORBIDDEN" && method !== "GET") notices.refused(permission);
      throw error;
    }
  };
}
