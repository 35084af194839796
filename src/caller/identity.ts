import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "./caller.js";

/** What of a request tells who calls; node's own requests are of this shape. */
export interface IdentifiedRequest {
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came; shows what `headers` hides, that one came twice. */
  readonly rawHeaders?: readonly string[];
}

/** Who calls, or why nobody is let in. */
export type Identity =
  | { readonly kind: "caller"; readonly caller: Caller }
  /** The gateway for itself: it may ask for `_service`, and outside production for the schema; nothing else. */
  | { readonly kind: "gatewayOnly" }
  | Refusal;

/** Nobody is let in. */
export interface Refusal {
  readonly kind: "refused";
  readonly status: 401 | 403;
  /** For whoever calls: names the header or claim, never quotes it. */
  readonly reason: string;
}

/** Tells who is calling. */
export interface Authenticator {
  identify(request: IdentifiedRequest): Promise<Identity>;
}

/** A refusal for want of a valid caller. */
export function refused(reason: string, status: 401 | 403 = 401): Refusal {
  return { kind: "refused", status, reason };
}
