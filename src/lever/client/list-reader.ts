import type { LeverTarget, Query } from "../client.js";
import type { LeverEndpoint } from "../endpoint.js";
import { pageIn, type PageContent } from "../envelope.js";
import { LeverError } from "../errors.js";
import type { LeverAnswer } from "../transport.js";
import type { AccessNotices } from "./access-notices.js";
import { expandOf, type LeftOut, type ListAccess, rungs } from "./list-access.js";

/** A page, with what had to be left out to get it. */
export interface ReadPage extends PageContent {
  readonly leftOut: LeftOut;
  readonly refusedExpand: readonly string[];
}

/** A page of a list, as it is asked for. */
export interface PageQuestion {
  readonly endpoint: LeverEndpoint<unknown>;
  /** With `limit` and `offset`, without what the client adds of `confidentiality`. */
  readonly query: Query;
  /** Whether the client adds `confidentiality=all`. */
  readonly addsConfidentiality: boolean;
  /** Known from the page before, or from the connection. */
  readonly known: LeftOut;
}

/** What reading lists takes beside the transport. */
export interface ListParts {
  readonly target: LeverTarget;
  readonly access: ListAccess;
  readonly notices: AccessNotices;
}

/** The query of a page after leaving something out. */
export function queryWithout({ query, addsConfidentiality }: PageQuestion, leftOut: LeftOut): Query {
  return {
    ...query,
    ...(leftOut.expand ? { expand: undefined } : {}),
    ...(addsConfidentiality && !leftOut.confidentiality ? { confidentiality: "all" } : {}),
  };
}

/** What of a question is known to be refused, and so is left out from the start. */
export function leftOutAtFirst(question: PageQuestion): LeftOut {
  const [first] = rungs(question.known, sentIn(question));
  return first ?? question.known;
}

/**
 * Reads a page; a refused one is asked again without `expand`, without `confidentiality`, without both.
 * @throws LeverError FORBIDDEN when none of it helped
 */
export async function readPage(
  question: PageQuestion,
  parts: ListParts,
  ask: (query: Query) => Promise<LeverAnswer>,
): Promise<{ readonly page: ReadPage; readonly answer: LeverAnswer }> {
  let refused: unknown;
  for (const leftOut of rungs(question.known, sentIn(question))) {
    try {
      const answer = await ask(queryWithout(question, leftOut));
      learn(question, leftOut, parts);
      const refusedExpand = leftOut.expand ? expandOf(question.query) : [];
      return {
        page: { ...pageIn(answer.value, { ...question, target: parts.target }), leftOut, refusedExpand },
        answer,
      };
    } catch (error) {
      if (!(error instanceof LeverError) || error.code !== "FORBIDDEN") throw error;
      refused = error;
    }
  }
  parts.notices.refused(question.endpoint.permission);
  throw refused;
}

/**
 * A page that may have been read for somebody else: who asked without `expand` and who had it left out from the start
 * share one answer, and each is told what became of their own question.
 */
export function pageAsAskedFor(question: PageQuestion, page: ReadPage): ReadPage {
  const first = leftOutAtFirst(question);
  const leftOut = {
    expand: first.expand || page.leftOut.expand,
    confidentiality: first.confidentiality || page.leftOut.confidentiality,
  };
  return { ...page, leftOut, refusedExpand: leftOut.expand ? expandOf(question.query) : [] };
}

function sentIn({ query, addsConfidentiality }: PageQuestion): LeftOut {
  return { expand: expandOf(query).length > 0, confidentiality: addsConfidentiality };
}

/** Lever gave it now: what was left out is what it had been refused for. */
function learn({ endpoint, query, known }: PageQuestion, leftOut: LeftOut, parts: ListParts): void {
  const isNew = {
    expand: leftOut.expand && !known.expand,
    confidentiality: leftOut.confidentiality && !known.confidentiality,
  };
  parts.access.remember(endpoint, query, isNew);
  if (isNew.confidentiality) parts.notices.confidentialRefused();
}
