import type { GraphContext } from "../../context/graph-context.js";
import { opportunitiesByEmail } from "../opportunity/opportunities-by-email.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { missingLinks } from "./missing-links.js";
import type { ProfileExport } from "./profile-export.js";

/** Who is in Lever already, as it is kept: ids only. */
export interface FoundPeople {
  readonly contactIds: readonly string[];
  /** The newest active opportunity of the first of them. */
  readonly activeOpportunityId: string | null;
  readonly newestOpportunityId: string | null;
  /** Places, among the links looked for, of those that the person has, in whatever spelling. */
  readonly knownLinks: readonly number[];
}

/** Looks for the people who have one of those addresses, past every cache; one request for each. */
export async function findPeople(
  context: GraphContext,
  connectionId: string,
  { emails, links }: Pick<ProfileExport, "emails" | "links">,
): Promise<FoundPeople> {
  const fresh = await context.connections.openFresh(connectionId);
  const rows = fresh
    ? await Promise.all(emails.map((email) => fresh.load(opportunitiesByEmail, { email, expand: [] })))
    : [];
  const newestFirst = rows.flat().sort((one, other) => other.createdAt - one.createdAt);
  const contactIds = [...new Set(newestFirst.map(({ candidateExternalId }) => candidateExternalId))];
  const own = newestFirst.filter(({ candidateExternalId }) => candidateExternalId === contactIds[0]);
  const missing = missingLinks(
    links,
    own.flatMap((row) => row.links),
  );
  return {
    contactIds,
    activeOpportunityId: idOf(own.find(isActive)),
    newestOpportunityId: idOf(own[0]),
    knownLinks: links.flatMap((link, place) => (missing.includes(link) ? [] : [place])),
  };
}

function isActive({ archive }: Opportunity): boolean {
  return archive === null;
}

function idOf(row: Opportunity | undefined): string | null {
  return row?.externalId ?? null;
}
