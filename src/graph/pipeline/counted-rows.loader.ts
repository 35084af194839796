import type { ConnectionScope } from "../../context/connection-scope.js";
import type { OpportunityWire } from "../opportunity/opportunity.wire.js";
import { type CountedRow, toCountedRow } from "./counted-row.mapper.js";

/**
 * Rows of Lever's list as counting takes them; whose they are is learned, as from every row that passes.
 * @throws LeverError BAD_RESPONSE where a row can't be read, since the counts would be wrong without it
 */
export async function countedRows(
  { lever, opportunities }: ConnectionScope,
  wires: readonly OpportunityWire[],
): Promise<readonly CountedRow[]> {
  const rows = wires.map((wire) => toCountedRow(lever.connectionId, wire));
  const contacts = rows.flatMap(({ externalId, contactId }) =>
    contactId === null ? [] : [{ opportunityId: externalId, contactId }],
  );
  await opportunities.learn(lever.connectionId, contacts);
  return rows;
}
