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

/** Throws 400 where the stage, the users, the time or a phone number can't be. */
export function demandValid(body: CreateBody, { account }: IncomingCall): void {
  const { stage, owner, followers, createdAt, phones } = body;
  demandKnown(account.data.stages, stage === undefined ? [] : [stage], { resource: "stages", pointer: "/stage" });
  demandKnown(account.data.users, owner === undefined ? [] : [owner], { resource: "users", pointer: "/owner" });
  demandKnown(account.data.users, followers ?? [], { resource: "users", pointer: "/followers" });
  if (createdAt !== undefined && createdAt > account.now()) throw badRequest("Must be in the past", "/createdAt");
  const nameless = (phones ?? []).findIndex(({ value }) => value === undefined);
  if (nameless >= 0) throw badRequest("Is required", `/phones/${nameless}/value`);
}

function demandKnown(
  rows: ReadonlyMap<string, unknown>,
  ids: readonly string[],
  { resource, pointer }: { readonly resource: string; readonly pointer: string },
): void {
  const unknown = ids.find((id) => !rows.has(id));
  if (unknown !== undefined) throw badRequest(`${resource} ${unknown} was not found`, pointer);
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
