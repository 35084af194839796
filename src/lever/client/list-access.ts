import type { Clock } from "../../time/clock.js";
import type { Query } from "../client.js";
import type { LeverEndpoint } from "../endpoint.js";

/** What had to be left out of a list's query for Lever to give it. */
export interface LeftOut {
  readonly expand: boolean;
  readonly confidentiality: boolean;
}

/** The usual case. */
export const NOTHING_LEFT_OUT: LeftOut = { expand: false, confidentiality: false };

/** A permission may be ticked at any time: then the full question is asked again. */
const MEMORY_MS = 10 * 60_000;

/** The order in which a refused list is asked again. */
const RUNGS: readonly LeftOut[] = [
  NOTHING_LEFT_OUT,
  { expand: true, confidentiality: false },
  { expand: false, confidentiality: true },
  { expand: true, confidentiality: true },
];

/** The `expand` values of a query. */
export function expandOf(query: Query): readonly string[] {
  const { expand } = query;
  if (expand === undefined) return [];
  return typeof expand === "object" ? expand : [String(expand)];
}

/** What one connection's key was refused, so that the same refusal isn't bought twice. */
export class ListAccess {
  #confidentialityUntilMs = -Infinity;
  readonly #expandUntilMs = new Map<string, number>();

  constructor(private readonly clock: Pick<Clock, "monotonicMs">) {}

  /** What is known to be refused just now. */
  known(endpoint: LeverEndpoint<unknown>, query: Query): LeftOut {
    const nowMs = this.clock.monotonicMs();
    return {
      expand: nowMs < (this.#expandUntilMs.get(keyOf(endpoint, query)) ?? -Infinity),
      confidentiality: nowMs < this.#confidentialityUntilMs,
    };
  }

  /** Keeps what helped. */
  remember(endpoint: LeverEndpoint<unknown>, query: Query, leftOut: LeftOut): void {
    const untilMs = this.clock.monotonicMs() + MEMORY_MS;
    if (leftOut.expand) this.#expandUntilMs.set(keyOf(endpoint, query), untilMs);
    if (leftOut.confidentiality) this.#confidentialityUntilMs = untilMs;
  }
}

/**
 * What to leave out, one after the other, until Lever gives the list. `expand` may need permissions of what it brings,
 * and `confidentiality` an access that a key gets only when it is made. Lever docs, "Expanding", "Confidential data".
 */
export function rungs(known: LeftOut, sent: LeftOut): readonly LeftOut[] {
  return RUNGS.filter(
    ({ expand, confidentiality }) =>
      isRung(expand, known.expand, sent.expand) && isRung(confidentiality, known.confidentiality, sent.confidentiality),
  );
}

/** What isn't sent can't be left out; what is known to be refused isn't tried. */
function isRung(leftOut: boolean, isKnown: boolean, isSent: boolean): boolean {
  return leftOut ? isSent : !(isKnown && isSent);
}

function keyOf(endpoint: LeverEndpoint<unknown>, query: Query): string {
  return `${endpoint.path} ${[...expandOf(query)].sort().join(" ")}`;
}
