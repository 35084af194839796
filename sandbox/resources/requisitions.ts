import type { Confidentiality } from "../data.js";
import type { RequisitionRecord } from "../records/requisition.record.js";
import { CONFIDENTIALITY_PARAMETER, confidentialityFilter, demandVisible } from "../routing/confidential.js";
import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { flag, millis, once, oneOf, text } from "../routing/query-parameter.js";
import { badRequest, Refusal } from "../routing/refusal.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { select, selectionParameters } from "../routing/selection.js";
import { REQUISITION_EXPANDERS } from "../shapes/requisition.shape.js";
import { rowOf } from "./find.js";
import { isWithin } from "./range.js";

const LIST_QUERY = {
  ...PAGE_PARAMETERS,
  ...selectionParameters(REQUISITION_EXPANDERS),
  ...CONFIDENTIALITY_PARAMETER,
  created_at_start: once(millis),
  created_at_end: once(millis),
  requisition_code: once(text),
  status: once(oneOf("open", "onHold", "closed", "draft")),
};

/** Lever docs, "Requisitions": the reads. */
export const requisitionRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/requisitions",
    query: LIST_QUERY,
    answer(call) {
      const { query } = call;
      const isWanted = confidentialityFilter(query.confidentiality, call);
      const rows = [...call.account.data.requisitions.values()].filter(
        (row) =>
          isWanted(visibilityOf(row)) &&
          (query.requisition_code === undefined || row.requisitionCode === query.requisition_code) &&
          (query.status === undefined || row.status === query.status) &&
          isWithin(row.createdAt, query.created_at_start, query.created_at_end),
      );
      return pageAnswer(
        call,
        newestFirst(rows, (row) => select(row, query, call, REQUISITION_EXPANDERS)),
      );
    },
  }),
  defineRoute({
    method: "GET",
    template: "/requisitions/:requisition",
    query: selectionParameters(REQUISITION_EXPANDERS),
    answer(call) {
      const row = rowOf(call.account.data.requisitions, call, "requisition", "requisitions");
      demandVisible(visibilityOf(row), call);
      return objectAnswer(select(row, call.query, call, REQUISITION_EXPANDERS));
    },
  }),
];

function visibilityOf({ confidentiality = "non-confidential" }: RequisitionRecord): {
  readonly confidentiality: Confidentiality;
} {
  return { confidentiality };
}

/** Lever docs, "Requisition fields": the reads. The list has no hasNext: it is never more than a page. */
export const requisitionFieldRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/requisition_fields",
    query: {
      ...PAGE_PARAMETERS,
      isRequired: once(flag),
      type: once(oneOf("number", "text", "date", "object", "dropdown")),
    },
    answer(call) {
      const { isRequired, type, offset } = call.query;
      if (offset !== undefined) throw badRequest("Invalid offset token: Offset token is invalid for sort");
      const rows = [...call.account.data.requisitionFields.values()].filter(
        (field) =>
          (isRequired === undefined || field.isRequired === isRequired) && (type === undefined || field.type === type),
      );
      return objectAnswer(rows);
    },
  }),
  defineRoute({
    method: "GET",
    template: "/requisition_fields/:requisition_field",
    query: {},
    answer(call) {
      const field = call.account.data.requisitionFields.get(call.parameters.requisition_field ?? "");
      if (field === undefined) {
        throw new Refusal(404, "NotFoundError", "That requisition field doesn't exist on your account");
      }
      return objectAnswer(field);
    },
  }),
];
