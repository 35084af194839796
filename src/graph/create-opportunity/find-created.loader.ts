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
  const { links, tags, sources, origin, createdAt } = fields;
  const isNew = createdAt === undefined || row.updatedAt === null || row.updatedAt >= since;
  return (
    isNew &&
    isOfPerson(row, fields) &&
    isInPlace(row, fields) &&
    holdsAll(row.links, links) &&
    holdsAll(row.tags, tags) &&
    holdsAll(row.sources, sources) &&
    (origin === undefined || row.origin === origin)
  );
}

/** What is known of a person already wins over what was sent, so that names tell new ones only. */
function isOfPerson({ name }: Opportunity, fields: NewOpportunity): boolean {
  const isOneOfMany = fields.contactExternalId === undefined && fields.emails.length === 0;
  return !isOneOfMany || fields.name === undefined || name === fields.name;
}

/** Somebody may have moved it since: it began in the stage that was asked for. */
function isInPlace(
  { stageExternalId, stageChanges, ownerExternalId, application }: Opportunity,
  fields: NewOpportunity,
) {
  const { stageExternalId: stage, ownerExternalId: owner, postingExternalId: posting } = fields;
  const began = stageChanges[0]?.stageExternalId ?? stageExternalId;
  const isReadable = application !== "refused" && application !== undefined;
  return (
    (stage === undefined || began === stage || stageExternalId === stage) &&
    (owner === undefined || ownerExternalId === owner) &&
    (!isReadable || (application?.postingExternalId ?? null) === (posting ?? null))
  );
}

function holdsAll(present: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((text) => present.includes(text));
}
