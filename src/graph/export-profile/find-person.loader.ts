import type { GraphContext } from "../../context/graph-context.js";
import { opportunitiesByEmail } from "../opportunity/opportunities-by-email.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";

/** Who is in Lever already, as it is kept: ids only. */
export interface FoundPeople {
  readonly contactIds: readonly string[];
  /** The newest active opportunity of the first of them. */
  readonly activeOpportunityId: string | null;
  readonly newestOpportunityId: string | null;
}

/** Looks for the people who have one of those addresses, past every cache; one request for each. */
export async function findPeople(
  context: GraphContext,
  connectionId: string,
  emails: readonly string[],
): Promise<FoundPeople> {
  const fresh = await context.connections.openFresh(connectionId);
  const rows = fresh
    ? await Promise.all(emails.map((email) => fresh.load(opportunitiesByEmail, { email, expand: [] })))
    : [];
  const newestFirst = rows.flat().sort((one, other) => other.createdAt - one.createdAt);
  const contactIds = [...new Set(newestFirst.map(({ candidateExternalId }) => candidateExternalId))];
  const own = newestFirst.filter(({ candidateExternalId }) => candidateExternalId === contactIds[0]);
  return { contactIds, activeOpportunityId: idOf(own.find(isActive)), newestOpportunityId: idOf(own[0]) };
}

function isActive({ archive }: Opportunity): boolean {
  return archive === null;
}

function idOf(row: Opportunity | undefined): string | null {
  return row?.externalId ?? null;
}
