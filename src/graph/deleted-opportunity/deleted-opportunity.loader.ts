import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Query } from "../../lever/client.js";
import { idOf, meaningOf, millisOf, required } from "../../lever/reading.js";
import { mapEach } from "../../loading/each.js";
import type { Page } from "../../paging/connection-types.js";
import type { PageRequest } from "../../paging/page-request.js";
import { CONFIDENTIALITIES } from "../confidentiality.js";
import { keyOf } from "../entity-reference.js";
import { listPage } from "../list-page.loader.js";
import { deletedOpportunityList } from "./deleted-opportunity.lever.js";
import type { AtsDeletedOpportunity } from "./deleted-opportunity.js";
import type { DeletedOpportunityWire } from "./deleted-opportunity.wire.js";

/**
 * A page of Lever's list of deleted opportunities. Lever does not filter it by confidentiality and need not even tell
 * it: whoever may not see confidential rows sees those alone that say that they are not.
 */
export function deletedOpportunityPage(
  { lever }: ConnectionScope,
  query: Query,
  request: PageRequest,
): Promise<Page<AtsDeletedOpportunity>> {
  return listPage<DeletedOpportunityWire, AtsDeletedOpportunity>(
    lever,
    {
      endpoint: deletedOpportunityList,
      query,
      take: async ({ rows }) => {
        const taken = mapEach(rows, (wire) => toDeletedOpportunity(lever.connectionId, wire));
        return lever.seesConfidential ? taken : taken.filter(isKnownToBeOpen);
      },
      idOf: ({ externalId }) => externalId,
    },
    request,
  );
}

/** A row that can't be read may be confidential as well. */
function isKnownToBeOpen(row: AtsDeletedOpportunity | Error): boolean {
  return !(row instanceof Error) && row.confidentiality === "NON_CONFIDENTIAL";
}

/** The border: what Lever sends, as the graph has it. */
export function toDeletedOpportunity(connectionId: string, wire: DeletedOpportunityWire): AtsDeletedOpportunity {
  return {
    ...keyOf(connectionId, required(idOf(wire.id), "id", deletedOpportunityList, connectionId)),
    candidateExternalId: idOf(wire.contact),
    deletedAt: millisOf(wire.deletedAt),
    deletedById: idOf(wire.deletedBy),
    confidentiality: meaningOf(CONFIDENTIALITIES, wire.confidentiality),
  };
}
