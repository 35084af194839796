import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Query } from "../../lever/client.js";
import type { Page } from "../../paging/connection-types.js";
import type { PageRequest } from "../../paging/page-request.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import type { Selection } from "../../planning/selection.js";
import { candidateExpand } from "../candidate/candidate-expand.js";
import { KEY_FIELDS } from "../entity-reference.js";
import { expandFor } from "../expand-for.js";
import { listPage } from "../list-page.loader.js";
import { opportunitiesByContact } from "../opportunity/opportunities-by-contact.loader.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { keepPostings } from "../posting/posting.loader.js";
import { eeoResponseList } from "./eeo-response.lever.js";
import { toEeoResponse } from "./eeo-response.mapper.js";
import type { AtsEeoResponse } from "./eeo-response.js";
import type { EeoResponseWire } from "./eeo-response.wire.js";

/**
 * A page of the answers to EEO questions that the caller may see, with what is asked of the rows. Lever docs, "EEO >
 * Retrieve EEO responses with PII"; without bounds Lever gives the last week.
 */
export async function eeoResponsePage(
  scope: ConnectionScope,
  query: Query,
  selection: Selection,
  request: PageRequest,
): Promise<Page<AtsEeoResponse>> {
  const { lever } = scope;
  const expand = await opportunityExpand(scope, selection);
  return listPage<EeoResponseWire, AtsEeoResponse>(
    lever,
    {
      endpoint: eeoResponseList,
      query: { ...query, expand: postingExpand(selection) },
      take: async ({ rows, fetchedAt, offset }) => {
        const wires = rows.map((row) => row.posting);
        await keepPostings(scope, wires, fetchedAt);
        const taken = rows.map((wire, index) =>
          toEeoResponse({ connectionId: lever.connectionId, place: `${offset ?? ""} ${index}`, expand }, wire),
        );
        return visibleOf(scope, taken);
      },
      // Rows have no id: each is known by its place.
      idOf: ({ place }) => place,
    },
    request,
  );
}

/**
 * Rows of confidential opportunities are for those alone who may see confidential ones, and a row does not tell what
 * its opportunity is. For everybody else an answer is shown only where its opportunity is among those that Lever lists
 * for the person as not confidential: one request for a hundred people, which serves `candidate` and `opportunity` as
 * well. What can't be found there stays hidden. Where it can't be found out, no row is shown and the list fails: an
 * error in the place of a row would tell that there is one.
 */
function visibleOf(
  scope: ConnectionScope,
  rows: readonly AtsEeoResponse[],
): Promise<readonly (AtsEeoResponse | null)[]> {
  return Promise.all(
    rows.map(async (row) => (scope.lever.seesConfidential || (await amongPersons(scope, row)) ? row : null)),
  );
}

/** The answer's opportunity; null for one that is not there or hidden from the caller. */
export async function opportunityOf(scope: ConnectionScope, row: AtsEeoResponse): Promise<Opportunity | null> {
  const { opportunityExternalId: externalId, expand } = row;
  if (externalId === null) return null;
  return (await amongPersons(scope, row)) ?? scope.load(opportunityById, { externalId, expand });
}

/** Through the person, for Lever has no list by opportunity id. */
async function amongPersons({ load }: ConnectionScope, row: AtsEeoResponse): Promise<Opportunity | null> {
  const { contactExternalId: contactId, opportunityExternalId, expand } = row;
  if (contactId === null || opportunityExternalId === null) return null;
  const opportunities = await load(opportunitiesByContact, { contactId, expand });
  return opportunities.find(({ externalId }) => externalId === opportunityExternalId) ?? null;
}

async function opportunityExpand(scope: ConnectionScope, selection: Selection): Promise<readonly OpportunityExpand[]> {
  const expands = await Promise.all([
    candidateExpand(scope, selection.of("candidate")),
    expandFor(scope, selection.of("opportunity")),
  ]);
  return [...new Set(expands.flat())].sort();
}

/** Postings that are asked for more than their ids: by the selection alone, as for every page of a list. */
function postingExpand(selection: Selection): readonly string[] {
  return selection.has("posting") && !selection.of("posting").asksOnly(KEY_FIELDS) ? ["posting"] : [];
}
