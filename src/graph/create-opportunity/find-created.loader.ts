import type { ConnectionScope } from "../../context/connection-scope.js";
import type { Query } from "../../lever/client.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { takeRows } from "../opportunity/opportunity-rows.loader.js";
import type { CreatedOpportunity, NewOpportunity } from "./new-opportunity.js";

/** Lever's clock and ours are not the same. */
const CLOCK_SKEW_MS = 5_000;

/** The posting stands on the application. */
const EXPAND: readonly OpportunityExpand[] = ["applications"];

/**
 * Looks for an opportunity that may have been made at `sentAt` or after it, by what was sent; null where it is not
 * there. `fresh` reads past every cache.
 */
export async function findCreated(
  fresh: ConnectionScope,
  fields: NewOpportunity,
  sentAt: number,
): Promise<CreatedOpportunity | null> {
  const since = sentAt - CLOCK_SKEW_MS;
  for await (const page of fresh.lever.pages(opportunityList, {}, { ...queryFor(fields, since), expand: EXPAND })) {
    const rows = await takeRows(fresh, page, EXPAND);
    const found = rows.find((row): row is Opportunity => isRow(row) && isThat(row, fields, since));
    if (found) return { opportunityId: found.externalId, contactId: found.candidateExternalId };
  }
  return null;
}

/** An imported one was "created" when the caller says. */
function queryFor({ contactExternalId, emails, createdAt }: NewOpportunity, since: number): Query {
  const when = { created_at_start: createdAt ?? since, created_at_end: createdAt };
  if (contactExternalId !== undefined) return { contact_id: contactExternalId, ...when };
  return { email: emails[0], ...when };
}

function isRow(row: Opportunity | Error | null): row is Opportunity {
  return row !== null && !(row instanceof Error);
}

function isThat(row: Opportunity, fields: NewOpportunity, since: number): boolean {
  const isNew = fields.createdAt === undefined || row.updatedAt === null || row.updatedAt >= since;
  return isNew && isOfPerson(row, fields) && holdsTexts(row, fields) && isInPlace(row, fields) && isFor(row, fields);
}

/** What is known of a person already wins over what was sent, so that names tell new ones only. */
function isOfPerson({ name }: Opportunity, fields: NewOpportunity): boolean {
  const isOneOfMany = fields.contactExternalId === undefined && fields.emails.length === 0;
  return !isOneOfMany || fields.name === undefined || name === fields.name;
}

function holdsTexts(row: Opportunity, { links, tags, sources }: NewOpportunity): boolean {
  return holdsAll(row.links, links) && holdsAll(row.tags, tags) && holdsAll(row.sources, sources);
}

/** Somebody may have moved it since: it began in the stage that was asked for. */
function isInPlace({ stageExternalId: now, stageChanges }: Opportunity, { stageExternalId: stage }: NewOpportunity) {
  return stage === undefined || now === stage || stageChanges[0]?.stageExternalId === stage;
}

function isFor(row: Opportunity, { origin, ownerExternalId, postingExternalId }: NewOpportunity): boolean {
  return (
    (origin === undefined || row.origin === origin) &&
    (ownerExternalId === undefined || row.ownerExternalId === ownerExternalId) &&
    isForPosting(row, postingExternalId ?? null)
  );
}

/** Where the key may not see applications, the posting is not known. */
function isForPosting({ application }: Opportunity, posting: string | null): boolean {
  if (application === "refused" || application === undefined) return true;
  return (application?.postingExternalId ?? null) === posting;
}

function holdsAll(present: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((text) => present.includes(text));
}
