import type { ConnectionScope } from "../../context/connection-scope.js";
import {
  filledTextOf,
  idOf,
  idsOf,
  listOf,
  meaningOf,
  millisOf,
  numberOf,
  objectOf,
  required,
  textOf,
  textsOf,
} from "../../lever/reading.js";
import type { Query } from "../../lever/client.js";
import { LeverError } from "../../lever/errors.js";
import { each, toError } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { unlessHidden } from "../../loading/unless-hidden.js";
import { CONFIDENTIALITIES, isVisible } from "../confidentiality.js";
import { keyOf } from "../entity-reference.js";
import { postingList, singlePosting } from "./posting.lever.js";
import type { AtsPosting } from "./posting.js";
import type { PostingWire } from "./posting.wire.js";

/** Lever docs, "Postings": `state`. */
const STATES = {
  published: "PUBLISHED",
  internal: "INTERNAL",
  closed: "CLOSED",
  draft: "DRAFT",
  pending: "PENDING",
  rejected: "REJECTED",
} as const;

/** The plain list may leave out published postings that only the internal site shows. Lever docs, "List all postings". */
const INTERNAL_WALK = { state: "published", distributionChannel: ["public", "internal"] };

/** All postings are the union of the two. */
const WALKS: readonly Query[] = [{}, INTERNAL_WALK];

/** More single reads than this are never fewer requests than a walk of an account whose size is not known. */
const MAX_SINGLE_READS = 2;

/** All postings that the caller may see: the union of two walks, see {@link INTERNAL_WALK}. */
export const allPostings = defineLoader<ConnectionScope, "all", readonly AtsPosting[]>({
  name: "allPostings",
  batch: async ({ lever }) => {
    const walks = await Promise.all(WALKS.map((query) => lever.all(postingList, {}, query)));
    const postings = new Map<string, AtsPosting>();
    for (const { value, fetchedAt } of walks) {
      for (const wire of value) {
        const posting = toPosting(lever.connectionId, wire, fetchedAt);
        if (isVisible(posting, lever.seesConfidential)) postings.set(posting.externalId, posting);
      }
    }
    return [[...postings.values()]];
  },
});

/**
 * Postings by Lever's id: from the cached list; else single reads for a few, and the list, page by page until all are
 * found, for more.
 */
export const postingById = defineLoader<ConnectionScope, string, AtsPosting | null>({
  name: "postingById",
  batch: async (scope, ids) => {
    const found = new Map<string, AtsPosting>();
    const failure = await walkFor(scope, new Set(ids), found).catch(toError);
    return each(ids, async (id) => {
      const posting = found.get(id) ?? (await readSingle(scope, id, failure));
      return posting && isVisible(posting, scope.lever.seesConfidential) ? posting : null;
    });
  },
});

/** Takes what is missing from the lists. Answers with the refusal where the key may not list postings. */
async function walkFor(
  { lever }: ConnectionScope,
  missing: Set<string>,
  found: Map<string, AtsPosting>,
): Promise<Error | null> {
  for (const query of WALKS) {
    const isCached = await lever.isCached(postingList, {}, query);
    if (missing.size <= MAX_SINGLE_READS && !isCached) continue;
    const walk = isCached ? [await wholeList(lever, query)] : lever.pages(postingList, {}, query);
    for await (const page of walk) {
      takeMissing(page, lever.connectionId, missing, found);
      // What one more page may cost, one single read costs at most.
      if (missing.size <= 1) break;
    }
  }
  return null;
}

function takeMissing(
  { rows, fetchedAt }: { readonly rows: readonly PostingWire[]; readonly fetchedAt: number },
  connectionId: string,
  missing: Set<string>,
  found: Map<string, AtsPosting>,
): void {
  for (const wire of rows) {
    const posting = toPosting(connectionId, wire, fetchedAt);
    if (missing.delete(posting.externalId)) found.set(posting.externalId, posting);
  }
}

async function wholeList(lever: ConnectionScope["lever"], query: Query) {
  const { value, fetchedAt } = await lever.all(postingList, {}, query);
  return { rows: value, fetchedAt };
}

async function readSingle(
  { lever }: ConnectionScope,
  posting: string,
  failure: Error | null,
): Promise<AtsPosting | null> {
  if (failure && !(failure instanceof LeverError && failure.code === "FORBIDDEN")) throw failure;
  const single = await unlessHidden(lever, lever.one(singlePosting, { posting }), { endpoint: postingList });
  return single ? toPosting(lever.connectionId, single.value, single.fetchedAt) : null;
}

/** The border: what Lever sends, as the graph has it. */
export function toPosting(connectionId: string, wire: PostingWire, fetchedAt: number): AtsPosting {
  return {
    ...keyOf(connectionId, required(idOf(wire.id), "id", postingList, connectionId)),
    ...toPlace(wire),
    ...toSalary(wire),
    title: textOf(wire.text),
    state: meaningOf(STATES, wire.state),
    confidentiality: meaningOf(CONFIDENTIALITIES, wire.confidentiality),
    tags: textsOf(wire.tags),
    requisitionCodes: textsOf(wire.requisitionCodes),
    distributionChannels: wire.distributionChannels ? textsOf(wire.distributionChannels) : null,
    description: textOf(objectOf(wire.content)?.["description"]),
    descriptionHtml: textOf(objectOf(wire.content)?.["descriptionHtml"]),
    applyUrl: filledTextOf(objectOf(wire.urls)?.["apply"]),
    showUrl: filledTextOf(objectOf(wire.urls)?.["show"]),
    createdAt: millisOf(wire.createdAt),
    updatedAt: millisOf(wire.updatedAt),
    fetchedAt,
    creatorId: idOf(wire.user),
    ownerId: idOf(wire.owner),
    hiringManagerId: idOf(wire.hiringManager),
    followerIds: idsOf(listOf(wire.followers)),
  };
}

type Place = Pick<
  AtsPosting,
  "team" | "department" | "location" | "allLocations" | "commitment" | "workplaceType" | "country"
>;

function toPlace(wire: PostingWire): Place {
  const categories = objectOf(wire.categories);
  const allLocations = categories?.["allLocations"];
  return {
    team: filledTextOf(categories?.["team"]),
    department: filledTextOf(categories?.["department"]),
    location: filledTextOf(categories?.["location"]),
    allLocations: Array.isArray(allLocations) ? textsOf(allLocations) : null,
    commitment: filledTextOf(categories?.["commitment"]),
    workplaceType: filledTextOf(wire.workplaceType),
    country: filledTextOf(wire.country),
  };
}

function toSalary(
  wire: PostingWire,
): Pick<AtsPosting, "salaryMin" | "salaryMax" | "salaryCurrency" | "salaryInterval"> {
  const range = objectOf(wire.salaryRange);
  return {
    salaryMin: numberOf(range?.["min"]),
    salaryMax: numberOf(range?.["max"]),
    salaryCurrency: filledTextOf(range?.["currency"]),
    salaryInterval: filledTextOf(range?.["interval"]),
  };
}
