import { failure } from "../failure.js";
import type { Transport } from "../transport.js";

const MAX_HOPS = 3;

/** Follows the redirects that may be followed; each hop is a request of its own, and pays as one. */
export function withRedirects(next: Transport): Transport {
  return async (call) => {
    let answer = await next(call);
    for (let hop = 0; answer.redirectedTo !== undefined; hop++) {
      if (hop === MAX_HOPS) throw failure(call, "BAD_RESPONSE", { status: answer.status, acted: "no" });
      answer = await next({ ...call, url: answer.redirectedTo });
    }
    return answer;
  };
}
