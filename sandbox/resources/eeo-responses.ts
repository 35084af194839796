import type { EeoResponseRecord } from "../records/eeo-response.record.js";
import { asDocumented, namedInData } from "../routing/envelope.js";
import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { millis, once } from "../routing/query-parameter.js";
import { defineRoute, type IncomingCall, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select, selectionParameters } from "../routing/selection.js";
import { anonymousEeoShape, EEO_EXPANDERS, eeoShape } from "../shapes/eeo-response.shape.js";

const WEEK_MS = 7 * 86_400_000;

/** Lever docs, "EEO responses". The two lists have other names for their bounds. */
export const eeoResponseRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/eeo/responses",
    query: { ...PAGE_PARAMETERS, ...INCLUDE_PARAMETER, fromDate: once(millis), toDate: once(millis) },
    answer(call) {
      const rows = responsesWithin(call, call.query.fromDate, call.query.toDate);
      const render = (row: EeoResponseRecord) =>
        select(spelled(anonymousEeoShape(row, call.account.data), call), call.query, call);
      return asDocumented(pageAnswer(call, newestFirst(rows, render)), call, namedInData("eeoResponses"));
    },
  }),
  defineRoute({
    method: "GET",
    template: "/eeo/responses/pii",
    query: {
      ...PAGE_PARAMETERS,
      ...selectionParameters(EEO_EXPANDERS),
      created_at_start: once(millis),
      created_at_end: once(millis),
    },
    answer(call) {
      const rows = responsesWithin(call, call.query.created_at_start, call.query.created_at_end);
      const render = (row: EeoResponseRecord) =>
        select(spelled(eeoShape(row, call.account.data), call), call.query, call, EEO_EXPANDERS);
      return asDocumented(pageAnswer(call, newestFirst(rows, render)), call, namedInData("eeoResponses"));
    },
  }),
];

/** Those of the last week where no bounds are given. There is no parameter for confidential ones: see the list of deleted. */
function responsesWithin({ account, key }: IncomingCall, start?: number, end?: number): EeoResponseRecord[] {
  const { eeoResponses, opportunities } = account.data;
  const from = start ?? account.now() - WEEK_MS;
  const to = end ?? account.now();
  return [...eeoResponses.values()].filter(
    ({ createdAt, opportunityId }) =>
      createdAt >= from &&
      createdAt <= to &&
      (key.confidential || opportunities.get(opportunityId)?.confidentiality === "non-confidential"),
  );
}

/** The documentation's example has the time of applying as a text. */
function spelled(shape: object, { account }: IncomingCall): object {
  if (account.envelopes === "live" || !("appliedAt" in shape)) return shape;
  return { ...shape, appliedAt: String(shape.appliedAt) };
}
