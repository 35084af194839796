import type { Account } from "../routing/account.js";
import { Refusal, unauthorized } from "../routing/refusal.js";
import type { RequestBody } from "../routing/request-body.js";
import type { Answer, IncomingCall, Route } from "../routing/route.js";
import type { RouteMatch } from "../routing/router.js";
import type { SandboxRequest } from "../sandbox.js";
import type { Accounts } from "./accounts.js";
import { errorReply, type Reply, replyOf } from "./reply.js";
import type { TokenBuckets } from "./token-buckets.js";

/** The longest URL, bytes. Lever documents none: that of common servers. */
const MAX_URL_BYTES = 8_192;

/** Limited by itself. Lever docs, "Postings API": two applications a second. */
const APPLY = "/postings/:posting/apply";

/** A request with all that is needed to answer it. */
export interface Arrival {
  readonly request: SandboxRequest;
  /** Path and query as they came. */
  readonly url: string;
  readonly match: RouteMatch | null;
  readonly body: RequestBody;
}

/** What the actor works with. */
export interface ActorParts {
  readonly accounts: Accounts;
  readonly buckets: TokenBuckets;
  /** Those of applications. */
  readonly applications: TokenBuckets;
  /** Called around every write, so that what it changes is told apart from what was changed before. */
  notice(account: Account): void;
}

/** Answers requests as Lever does, without any fault. */
export class Actor {
  constructor(private readonly parts: ActorParts) {}

  /** Does what the request says. Never throws. */
  act(arrival: Arrival): Reply {
    try {
      return this.#answer(arrival);
    } catch (error) {
      if (error instanceof Refusal) return errorReply(error);
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return errorReply({ status: 500, code: "SandboxBug", message });
    }
  }

  #answer({ request, url, match, body }: Arrival): Reply {
    if (Buffer.byteLength(url) > MAX_URL_BYTES) throw new Refusal(414, "UriTooLong", "The URL is too long");
    const { accounts, buckets, applications } = this.parts;
    const access = accounts.open(request.apiKey);
    if (access === null) throw unauthorized();
    if (!buckets.take(access.key.apiKey)) throw new Refusal(429, "TooManyRequests", "Too many requests");
    if (match === null) throw new Refusal(404, "ResourceNotFound", `${request.method} ${request.path} was not found`);
    const { route, parameters } = match;
    const isApplication = route.method === "POST" && route.template === APPLY;
    if (isApplication && !applications.take(access.key.apiKey)) {
      throw new Refusal(429, "TooManyRequests", "Too many applications");
    }
    const call = { ...access, parameters, path: request.path, search: request.query, body };
    return replyOf(this.#perform(route, call));
  }

  #perform(route: Route, call: IncomingCall): Answer {
    if (route.method === "GET") return route.answer(call);
    this.parts.notice(call.account);
    const answer = route.answer(call);
    this.parts.notice(call.account);
    return answer;
  }
}
