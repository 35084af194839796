import { confidentialityFilter } from "../../routing/confidential.js";
import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../../routing/page.js";
import { millis, once } from "../../routing/query-parameter.js";
import { defineRoute, defineTwins, objectAnswer, type Route } from "../../routing/route.js";
import { select, selectionParameters } from "../../routing/selection.js";
import { OPPORTUNITY_EXPANDERS, opportunityShape } from "../../shapes/opportunity.shape.js";
import { opportunityOf } from "../find.js";
import { isWithin } from "../range.js";
import { demandBearable } from "./demand-bearable.js";
import { demandExpandable } from "./expand-permission.js";
import { filterOf } from "./list-filter.js";
import { LIST_QUERY } from "./list-query.js";

/** Lever docs, "Opportunities": the reads, and their deprecated twins. */
export const opportunityReadRoutes: readonly Route[] = [
  ...defineTwins({
    method: "GET",
    template: "/opportunities",
    query: LIST_QUERY,
    answer(call) {
      const { query } = call;
      demandBearable(call);
      demandExpandable(query.expand, call);
      const isWanted = confidentialityFilter(query.confidentiality, call);
      const matches = filterOf(query, call.account);
      const rows = [...call.account.data.opportunities.values()].filter((row) => isWanted(row) && matches(row));
      return pageAnswer(
        call,
        newestFirst(rows, (row) =>
          select(opportunityShape(row, call.account.data), query, call, OPPORTUNITY_EXPANDERS),
        ),
      );
    },
  }),
  ...defineTwins({
    method: "GET",
    template: "/opportunities/:opportunity",
    query: selectionParameters(OPPORTUNITY_EXPANDERS),
    answer(call) {
      demandExpandable(call.query.expand, call);
      const shape = opportunityShape(opportunityOf(call), call.account.data);
      return objectAnswer(select(shape, call.query, call, OPPORTUNITY_EXPANDERS));
    },
  }),
  defineRoute({
    method: "GET",
    template: "/opportunities/deleted",
    query: { ...PAGE_PARAMETERS, deleted_at_start: once(millis), deleted_at_end: once(millis) },
    answer(call) {
      const { deleted_at_start: start, deleted_at_end: end } = call.query;
      const rows = [...call.account.data.deletedOpportunities.values()]
        // There is no parameter for it: those that the key may not see are left out.
        .filter((row) => row.confidentiality === "non-confidential" || call.key.confidential)
        .filter((row) => isWithin(row.deletedAt, start, end))
        .map((row) => ({ rank: -row.deletedAt, key: row.id, render: () => opportunityShape(row, call.account.data) }));
      return pageAnswer(call, rows);
    },
  }),
];
