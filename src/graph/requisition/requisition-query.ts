import type { Query } from "../../lever/client.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { confidentialityQuery } from "../confidentiality.js";
import { rangeQuery } from "../date-time-range.js";
import type { AtsRequisitionFilter } from "./requisition-filter.js";

/**
 * The filter in Lever's words; null where nothing can match, so that nothing need be asked. Lever docs, "Requisitions >
 * List all requisitions".
 * @throws GraphQLError BAD_USER_INPUT naming the field
 */
export function requisitionQuery(filter: AtsRequisitionFilter, seesConfidential: boolean): Query | null {
  const confidentiality = confidentialityQuery(filter.confidentiality, seesConfidential);
  const query = {
    status: filled(filter.status, "filter.status"),
    requisition_code: filled(filter.requisitionCode, "filter.requisitionCode"),
    ...rangeQuery("created_at", filter.createdAt, "filter.createdAt"),
  };
  return confidentiality && { ...query, ...confidentiality };
}

/** Lever may take an empty value for no filter, and give everything. */
function filled(text: string | null | undefined, argument: string): string | undefined {
  if (text === "") throw badUserInput(argument, "empty: give a value, or leave the field out");
  return text ?? undefined;
}
