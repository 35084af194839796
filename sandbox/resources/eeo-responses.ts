import { asDocumented, namedInData } from "../routing/envelope.js";
import { PAGE_PARAMETERS, pageAnswer, type PlacedRow } from "../routing/page.js";
import { millis, once } from "../routing/query-parameter.js";
import { defineRoute, type IncomingCall, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select, selectionParameters } from "../routing/selection.js";
import { anonymousEeoShape, EEO_EXPANDERS, type EeoCase, eeoCaseOf, eeoShape } from "../shapes/eeo-response.shape.js";

const WEEK_MS = 7 * 86_400_000;

/** Lever docs, "EEO responses". The two lists have other names for their bounds. */
export const eeoResponseRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/eeo/responses",
    query: { ...PAGE_PARAMETERS, ...INCLUDE_PARAMETER, fromDate: once(millis), toDate: once(millis) },
    answer(call) {
      const cases = casesWithin(call, call.query.fromDate, call.query.toDate);
      const render = (its: EeoCase) => select(spelled(anonymousEeoShape(its), call), call.query, call);
      return asDocumented(pageAnswer(call, placed(cases, render)), call, namedInData("eeoResponses"));
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
      const cases = casesWithin(call, call.query.created_at_start, call.query.created_at_end);
      const render = (its: EeoCase) => select(spelled(eeoShape(its), call), call.query, call, EEO_EXPANDERS);
      return asDocumented(pageAnswer(call, placed(cases, render)), call, namedInData("eeoResponses"));
    },
  }),
];

/** Those of the last week where no bounds are given. There is no parameter for confidential ones: they are left out. */
function casesWithin({ account, key }: IncomingCall, start?: number, end?: number): EeoCase[] {
  const from = start ?? account.now() - WEEK_MS;
  const to = end ?? account.now();
  return [...account.data.eeoResponses.values()]
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to)
    .map((response) => eeoCaseOf(response, account.data))
    .filter((its) => its !== null)
    .filter(({ opportunity }) => key.confidential || opportunity.confidentiality === "non-confidential");
}

function placed(cases: readonly EeoCase[], render: (its: EeoCase) => object): PlacedRow[] {
  return cases.map((its) => ({ rank: -its.response.createdAt, key: its.response.id, render: () => render(its) }));
}

/** The documentation's example has the time of applying as a text. */
function spelled(shape: object, { account }: IncomingCall): object {
  if (account.envelopes === "live" || !("appliedAt" in shape)) return shape;
  return { ...shape, appliedAt: String(shape.appliedAt) };
}
