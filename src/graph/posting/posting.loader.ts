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
import type { Expandable } from "../../lever/wire.js";
import { defineLoader } from "../../loading/loader.js";
import { CONFIDENTIALITIES, isVisible } from "../confidentiality.js";
import { keyOf } from "../entity-reference.js";
import { POSTING_MAX_AGE_MS } from "../lifetimes.js";
import { defineListedLoader } from "../listed.loader.js";
import { postingList, singlePosting } from "./posting.lever.js";
import type { AtsPosting } from "./posting.js";
import type { PostingWire } from "./posting.wire.js";

const KIND = "posting";

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

/** Postings by Lever's id; null for what does not exist or is hidden from the caller. */
export const postingById = defineListedLoader<PostingWire, AtsPosting>({
  name: "postingById",
  kind: KIND,
  list: postingList,
  walks: WALKS,
  single: singlePosting,
  parameter: "posting",
  toRow: toPosting,
});

/** Keeps postings that `expand` put into other rows in the place of their ids, so that nobody asks for them again. */
export async function keepPostings(
  { lever, load }: ConnectionScope,
  values: readonly (Expandable<PostingWire> | undefined)[],
  fetchedAt: number,
): Promise<void> {
  const postings = values.flatMap((value) =>
    objectOf(value) && idOf(value) !== null ? [toPosting(lever.connectionId, value as PostingWire, fetchedAt)] : [],
  );
  const visible = postings.filter((posting) => isVisible(posting, lever.seesConfidential));
  for (const posting of visible) load.prime(postingById, posting.externalId, posting);
  const entries = visible.map((posting) => [posting.externalId, { value: posting, fetchedAt }] as const);
  await lever.entities.setMany(KIND, entries, POSTING_MAX_AGE_MS);
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
