import { LeverError, type LeverErrorCode } from "../errors.js";
import { failure } from "../failure.js";
import type { LeverAnswer, LeverCall, Transport } from "../transport.js";
import { redirectTarget, type RedirectRules, type RedirectTarget } from "./download-hosts.js";

const MAX_HOPS = 3;

/** What another host says is no word about the key or the file's existence at Lever. */
const NOT_LEVERS_WORD: ReadonlySet<LeverErrorCode> = new Set([
  "UNAUTHORIZED",
  "FORBIDDEN",
  "NOT_FOUND",
  "REJECTED",
  "RATE_LIMITED",
]);

/** How a download is asked for. */
export interface DownloadTransports {
  /** At Lever: with the key, and paid for. */
  readonly own: Transport;
  /** Elsewhere: without the key, and free. */
  readonly foreign: Transport;
}

/**
 * Follows the redirects of a download that may be followed. Once it has left Lever's origin the key is not sent again,
 * wherever it leads: another host must not choose what Lever is asked with it.
 */
export function withDownloadRedirects({ own, foreign }: DownloadTransports, rules: RedirectRules): Transport {
  return async (call) => {
    let answer = await own(call);
    let isOwn = true;
    for (let hop = 0; answer.redirectedTo !== undefined; hop++) {
      const allowed: RedirectRules = isOwn ? rules : { ...rules, ownOrigin: "" };
      const target: RedirectTarget | null = hop < MAX_HOPS ? redirectTarget(answer.redirectedTo, allowed) : null;
      if (!target) throw failure(call, "BAD_RESPONSE", { status: answer.status, acted: "no" });
      isOwn = target.isOwn;
      answer = isOwn ? await own({ ...call, url: target.url }) : await elsewhere(foreign, { ...call, url: target.url });
    }
    return answer;
  };
}

async function elsewhere(foreign: Transport, call: LeverCall): Promise<LeverAnswer> {
  try {
    return await foreign(call);
  } catch (error) {
    if (!(error instanceof LeverError) || !NOT_LEVERS_WORD.has(error.code)) throw error;
    const { status } = error.details;
    throw failure(call, "BAD_RESPONSE", { acted: "no", ...(status === undefined ? {} : { status }) });
  }
}
