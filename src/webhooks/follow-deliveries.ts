import { LeverError } from "../lever/errors.js";
import { chunkValues } from "../planning/chunks.js";
import type { WebhookDeliveryRecord } from "../store/store.js";
import { type LearnedIn, type Learning, learnOpportunities } from "../sync/learn-opportunities.js";
import type { SyncLever } from "../sync/sync-lever.js";
import { singleSyncedOpportunity, SYNCED_FIELDS, syncedOpportunityList } from "../sync/synced-opportunity.lever.js";
import { type SyncedOpportunity, toSyncedOpportunities } from "../sync/synced-opportunity.mapper.js";

/** What following up needs. */
export interface FollowingParts extends Learning {
  readonly lever: Pick<SyncLever, "ask">;
}

/**
 * Brings the link index up to date with what deliveries hint at, by what Lever says now: one list for a hundred people,
 * and one request for each opportunity that is on nobody's list, as one that was deleted is.
 * @throws LeverError, SecretUnreadable, StoreUnavailable, SyncStopped, SyncRelinquished
 */
export async function followDeliveries(
  parts: FollowingParts,
  learnedIn: LearnedIn,
  deliveries: readonly WebhookDeliveryRecord[],
): Promise<void> {
  const { connectionId } = learnedIn;
  const opportunityIds = [...new Set(deliveries.flatMap(({ opportunityId }) => opportunityId ?? []))];
  const known = await parts.opportunities.contactsOf(connectionId, opportunityIds);
  const contactIds = [...deliveries.flatMap(({ contactId }) => contactId ?? []), ...known.values()];
  const listed = new Set<string>();
  for (const chunk of chunkValues("contact_id", contactIds)) {
    const rows = await rowsOf(parts, chunk);
    await learnOpportunities(parts, learnedIn, rows);
    for (const { opportunityId } of rows) listed.add(opportunityId);
  }
  for (const id of opportunityIds) if (!listed.has(id)) await followOne(parts, learnedIn, id);
}

/** All opportunities of these people. An id that Lever can't take is nobody's, and must not hide the others. */
async function rowsOf(parts: FollowingParts, contactIds: readonly string[]): Promise<readonly SyncedOpportunity[]> {
  try {
    const query = { ...SYNCED_FIELDS, contact_id: contactIds };
    const { value } = await parts.lever.ask((lever) => lever.all(syncedOpportunityList, {}, query), nothing);
    return toSyncedOpportunities(value);
  } catch (error) {
    if (!isCode(error, "REJECTED")) throw error;
    if (contactIds.length === 1) return [];
    const middle = Math.ceil(contactIds.length / 2);
    const [first, second] = [contactIds.slice(0, middle), contactIds.slice(middle)];
    return [...(await rowsOf(parts, first)), ...(await rowsOf(parts, second))];
  }
}

/** On nobody's list: deleted, of somebody who is not known here, or not to be seen with this key. */
async function followOne(parts: FollowingParts, learnedIn: LearnedIn, opportunityId: string): Promise<void> {
  try {
    const parameters = { opportunity: opportunityId };
    const { value } = await parts.lever.ask((lever) => lever.one(singleSyncedOpportunity, parameters), nothing);
    await learnOpportunities(parts, learnedIn, toSyncedOpportunities([value]));
  } catch (error) {
    if (isCode(error, "NOT_FOUND")) await parts.index.forgetOpportunities(learnedIn.connectionId, [opportunityId]);
    else if (!isCode(error, "FORBIDDEN") && !isCode(error, "REJECTED")) throw error;
  }
}

function isCode(error: unknown, code: LeverError["code"]): boolean {
  return error instanceof LeverError && error.code === code;
}

/** Nobody has to be told that it takes longer. */
function nothing(): Promise<void> {
  return Promise.resolve();
}
