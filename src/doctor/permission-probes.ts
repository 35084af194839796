import type { LeverBody, PathParameters, Query } from "../lever/client.js";
import { defineEndpoint, type LeverEndpoint, type LeverMethod } from "../lever/endpoint.js";

/** A request that tells of one permission, and changes nothing. */
export interface PermissionProbe {
  readonly endpoint: LeverEndpoint<unknown>;
  readonly query: Query;
  /** Of a write: what Lever would refuse of anything that does exist. */
  readonly body?: LeverBody;
}

/**
 * Reads, by their permissions. A list is asked for one row; whatever needs an id is asked for with one that doesn't
 * exist. The deprecated twins are here too, and nowhere else: Lever's page has a tick of its own for each of them.
 * Lever docs, "Authentication > API key permissions", "Candidates (deprecated)".
 */
const READS: Readonly<Record<string, string>> = {
  "find an opportunity resume": "/opportunities/:opportunity/resumes/:resume",
  "find an opportunity referral": "/opportunities/:opportunity/referrals/:referral",
  "find an opportunity note": "/opportunities/:opportunity/notes/:note",
  "find an opportunity interview": "/opportunities/:opportunity/interviews/:interview",
  "find an opportunity form": "/opportunities/:opportunity/forms/:form",
  "find an opportunity file": "/opportunities/:opportunity/files/:file",
  "find an opportunity application": "/opportunities/:opportunity/applications/:application",
  "find an opportunity": "/opportunities/:opportunity",
  "find an archive reason": "/archive_reasons/:reason",
  "find all users": "/users",
  "find all tags": "/tags",
  "find all stages": "/stages",
  "find all sources": "/sources",
  "find all requisitions": "/requisitions",
  "find all requisition fields": "/requisition_fields",
  "find all postings": "/postings",
  "find all opportunity resumes": "/opportunities/:opportunity/resumes",
  "find all opportunity referrals": "/opportunities/:opportunity/referrals",
  "find all opportunity offers": "/opportunities/:opportunity/offers",
  "find all opportunity notes": "/opportunities/:opportunity/notes",
  "find all opportunity interviews": "/opportunities/:opportunity/interviews",
  "find all opportunity forms": "/opportunities/:opportunity/forms",
  "find all opportunity files": "/opportunities/:opportunity/files",
  "find all opportunity applications": "/opportunities/:opportunity/applications",
  "find all opportunities": "/opportunities",
  "find all feedback templates": "/feedback_templates",
  "find all eeo responses with their pii": "/eeo/responses/pii",
  "find all candidates": "/candidates",
  "find all candidate resumes": "/candidates/:candidate/resumes",
  "find all candidate referrals": "/candidates/:candidate/referrals",
  "find all candidate offers": "/candidates/:candidate/offers",
  "find all candidate notes": "/candidates/:candidate/notes",
  "find all candidate interviews": "/candidates/:candidate/interviews",
  "find all candidate forms": "/candidates/:candidate/forms",
  "find all candidate files": "/candidates/:candidate/files",
  "find all candidate applications": "/candidates/:candidate/applications",
  "find all archive reasons": "/archive_reasons",
  "find a user": "/users/:user",
  "find a stage": "/stages/:stage",
  "find a requisition field": "/requisition_fields/:field",
  "find a requisition": "/requisitions/:requisition",
  "find a posting application question form": "/postings/:posting/apply",
  "find a posting": "/postings/:posting",
  "find a contact": "/contacts/:contact",
  "find a candidate resume": "/candidates/:candidate/resumes/:resume",
  "find a candidate referral": "/candidates/:candidate/referrals/:referral",
  "find a candidate note": "/candidates/:candidate/notes/:note",
  "find a candidate interview": "/candidates/:candidate/interviews/:interview",
  "find a candidate file": "/candidates/:candidate/files/:file",
  "find a candidate application": "/candidates/:candidate/applications/:application",
  "find a candidate": "/candidates/:candidate",
  "download an opportunity resume file": "/opportunities/:opportunity/resumes/:resume/download",
  "download an opportunity file": "/opportunities/:opportunity/files/:file/download",
  "download a candidate resume": "/candidates/:candidate/resumes/:resume/download",
  "download a candidate file": "/candidates/:candidate/files/:file/download",

  "find all deleted opportunities": "/opportunities/deleted",
  "find all webhooks": "/webhooks",
  "find all opportunity panels": "/opportunities/:opportunity/panels",
  "find all opportunity feedback": "/opportunities/:opportunity/feedback",
  "find all form templates": "/form_templates",
  "download an opportunity offer file": "/opportunities/:opportunity/offers/:offer/download",
};

type WriteProbe = readonly [method: LeverMethod, path: string, body: Readonly<Record<string, unknown>>];

/**
 * Writes of which it is certain that they change nothing: to an id that doesn't exist, with a body that Lever wouldn't
 * take for one that does. What needs no id ("create an opportunity", "create a candidate"), what might make somebody
 * ("apply to a posting") and what replaces a person ("update a user") isn't among them.
 */
const WRITES: Readonly<Record<string, WriteProbe>> = {
  "update an opportunity's stage": ["PUT", "/opportunities/:opportunity/stage", { stage: 0 }],
  "update opportunity archived state": ["PUT", "/opportunities/:opportunity/archived", { reason: 0 }],
  "create an opportunity note": ["POST", "/opportunities/:opportunity/notes", { value: 0 }],
  "upload an opportunity file": ["POST", "/opportunities/:opportunity/files", {}],
  "update a contact": ["PUT", "/contacts/:contact", { emails: 0 }],
  "add opportunity tags": ["POST", "/opportunities/:opportunity/addTags", { tags: 0 }],
  "add opportunity links": ["POST", "/opportunities/:opportunity/addLinks", { links: 0 }],
  "add opportunity sources": ["POST", "/opportunities/:opportunity/addSources", { sources: 0 }],
  "create a candidate form": ["POST", "/candidates/:candidate/forms", { baseTemplateId: 0 }],
  "update an opportunity note": ["PUT", "/opportunities/:opportunity/notes/:note", { value: 0 }],
  "remove opportunity tags": ["POST", "/opportunities/:opportunity/removeTags", { tags: 0 }],
  "remove opportunity sources": ["POST", "/opportunities/:opportunity/removeSources", { sources: 0 }],
  "remove opportunity contact links": ["POST", "/opportunities/:opportunity/removeLinks", { links: 0 }],
  "update a candidate stage": ["PUT", "/candidates/:candidate/stage", { stage: 0 }],
  "create a candidate note": ["POST", "/candidates/:candidate/notes", { value: 0 }],
  "upload a candidate file": ["POST", "/candidates/:candidate/files", {}],
  "add candidate tags": ["POST", "/candidates/:candidate/addTags", { tags: 0 }],
  "add candidate links": ["POST", "/candidates/:candidate/addLinks", { links: 0 }],
  "add candidate sources": ["POST", "/candidates/:candidate/addSources", { sources: 0 }],
  "remove candidate tags": ["POST", "/candidates/:candidate/removeTags", { tags: 0 }],
};

const DOCUMENTATION = "Authentication > API key permissions";

/** Reads that can be probed, and writes, the most needed first. */
export const PROBED_READS: readonly string[] = Object.keys(READS);
export const PROBED_WRITES: readonly string[] = Object.keys(WRITES);

/** Lists that are documented without parameters. Lever docs, "Webhooks > List all webhooks". */
const UNPAGED: ReadonlySet<string> = new Set(["/webhooks"]);

/** The request that tells of a permission; null where none may be sent. */
export function probeOf(permission: string): PermissionProbe | null {
  const path = READS[permission];
  if (path !== undefined) {
    const endpoint = defineEndpoint({ path, permission, documentation: DOCUMENTATION });
    return { endpoint, query: path.includes(":") || UNPAGED.has(path) ? {} : { limit: 1 } };
  }
  const write = WRITES[permission];
  if (!write) return null;
  const [method, writePath, value] = write;
  const endpoint = defineEndpoint({ method, path: writePath, permission, documentation: DOCUMENTATION });
  return { endpoint, query: {}, body: { kind: "json", value } };
}

/** `id` in every place of the endpoint's path. */
export function parametersOf({ path }: LeverEndpoint<unknown>, id: string): PathParameters {
  return Object.fromEntries([...path.matchAll(/:([A-Za-z]+)/g)].map(([, name = ""]) => [name, id]));
}
