import type { ArchivedRecord, PostingRecord } from "../../data.js";
import { demandVisible } from "../../routing/confidential.js";
import { badRequest } from "../../routing/refusal.js";
import type { IncomingCall } from "../../routing/route.js";
import type { CreateBody } from "./create-body.js";

/** Lever docs, "Create an opportunity": one posting at most. Throws 400, and 403 of a confidential one. */
export function postingOf({ postings = [] }: CreateBody, call: IncomingCall): PostingRecord | null {
  if (postings.length > 1) throw badRequest("An opportunity can have one posting only", "/postings");
  const [id] = postings;
  if (id === undefined) return null;
  const posting = call.account.data.postings.get(id);
  if (posting === undefined) throw badRequest(`postings ${id} was not found`, "/postings/0");
  demandVisible(posting, call);
  return posting;
}

/** Throws 400 where the stage, the users or the times can't be. */
export function demandValid(body: CreateBody, { account }: IncomingCall): void {
  const { stage = "lead-new", owner, followers = [], createdAt = 0, phones = [] } = body;
  if (!account.data.stages.has(stage)) throw badRequest(`stages ${stage} was not found`, "/stage");
  for (const user of owner === undefined ? followers : [owner, ...followers]) {
    if (!account.data.users.has(user)) throw badRequest(`users ${user} was not found`, "/owner or /followers");
  }
  if (createdAt > account.now()) throw badRequest("Must be in the past", "/createdAt");
  for (const [index, { value }] of phones.entries()) {
    if (value === undefined) throw badRequest("Is required", `/phones/${index}/value`);
  }
}

/** Lever docs, "Create an opportunity": `archived`. Without a reason it is ignored. */
export function archivedOf({ archived, createdAt }: CreateBody, { account }: IncomingCall): ArchivedRecord | null {
  if (archived?.reason === undefined) return null;
  const { reason, archivedAt = account.now() } = archived;
  if (!account.data.archiveReasons.has(reason)) {
    throw badRequest(`archive_reasons ${reason} was not found`, "/archived/reason");
  }
  if (archived.archivedAt !== undefined && (createdAt === undefined || createdAt >= archivedAt)) {
    throw badRequest("createdAt must be given and before it", "/archived/archivedAt");
  }
  return { reason, archivedAt };
}

/** Lever docs, "Create an opportunity": `opportunityLocation`. */
export function locationOf(
  { opportunityLocation: wanted }: CreateBody,
  posting: PostingRecord | null,
): { readonly opportunityLocation?: string } {
  const locations = posting?.categories.allLocations ?? [];
  const [location] = locations;
  if (location === undefined) return {};
  if (wanted === undefined) return { opportunityLocation: locations.length === 1 ? location : "unspecified" };
  if (wanted !== "unspecified" && !locations.includes(wanted)) {
    throw badRequest("Must be a location of the posting, or unspecified", "/opportunityLocation");
  }
  return { opportunityLocation: wanted };
}
