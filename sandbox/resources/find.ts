import type { OpportunityRecord } from "../data.js";
import { demandVisible } from "../routing/confidential.js";
import { notFound } from "../routing/refusal.js";
import type { IncomingCall } from "../routing/route.js";

/** The row of the path's id. Throws 404 in Lever's words. */
export function rowOf<Row>(
  rows: ReadonlyMap<string, Row>,
  call: IncomingCall,
  parameter: string,
  resource: string,
): Row {
  const id = call.parameters[parameter] ?? "";
  const row = rows.get(id);
  if (row === undefined) throw notFound(resource, id);
  return row;
}

/** The opportunity of the path. Throws 404, and 403 where it is confidential and the key may not see that. */
export function opportunityOf(call: IncomingCall): OpportunityRecord {
  const opportunity = rowOf(call.account.data.opportunities, call, "opportunity", "opportunities");
  demandVisible(opportunity, call);
  return opportunity;
}
