import type { PostingRecord } from "../data.js";
import { CONFIDENTIALITY_PARAMETER, confidentialityFilter, demandVisible } from "../routing/confidential.js";
import { newestFirst, PAGE_PARAMETERS, pageAnswer } from "../routing/page.js";
import { millis, once, oneOf, type ParsedQuery, repeated, text } from "../routing/query-parameter.js";
import { badRequest } from "../routing/refusal.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { select, selectionParameters } from "../routing/selection.js";
import { POSTING_EXPANDERS, postingShape } from "../shapes/posting.shape.js";
import { rowOf } from "./find.js";
import { isWithin } from "./range.js";

const LIST_QUERY = {
  ...PAGE_PARAMETERS,
  ...selectionParameters(POSTING_EXPANDERS),
  ...CONFIDENTIALITY_PARAMETER,
  state: once(oneOf("published", "internal", "closed", "draft", "pending", "rejected")),
  distributionChannel: repeated(oneOf("public", "internal")),
  group: once(oneOf("location", "team", "department", "commitment")),
  team: repeated(text),
  department: repeated(text),
  location: repeated(text),
  commitment: repeated(text),
  level: repeated(text),
  tag: repeated(text),
  updated_at_start: once(millis),
  updated_at_end: once(millis),
};

type ListQuery = ParsedQuery<typeof LIST_QUERY>;

/** Lever docs, "Postings". */
export const postingRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/postings",
    query: LIST_QUERY,
    answer(call) {
      const { query } = call;
      demandCombinable(query);
      const isWanted = confidentialityFilter(query.confidentiality, call);
      const rows = [...call.account.data.postings.values()].filter(
        (posting) => isWanted(posting) && isDistributed(posting, query) && matches(posting, query),
      );
      const shape = (posting: PostingRecord) => postingShape(posting, call.account.data);
      return pageAnswer(
        call,
        newestFirst(rows, (posting) => select(shape(posting), query, call, POSTING_EXPANDERS)),
      );
    },
  }),
  defineRoute({
    method: "GET",
    template: "/postings/:posting",
    query: { ...selectionParameters(POSTING_EXPANDERS), distribution: once(oneOf("internal", "external")) },
    answer(call) {
      const posting = rowOf(call.account.data.postings, call, "posting", "postings");
      demandVisible(posting, call);
      return objectAnswer(select(postingShape(posting, call.account.data), call.query, call, POSTING_EXPANDERS));
    },
  }),
];

const COMBINABLE = new Set([
  ...["limit", "offset", "include", "expand"],
  ...["updated_at_start", "updated_at_end", "confidentiality"],
]);

/** Lever docs, "List all postings": the times of update go with no filter but the confidentiality. */
function demandCombinable(query: ListQuery): void {
  if (query.group !== undefined) throw badRequest("The sandbox does not group: Lever does not document the answer");
  if (query.updated_at_start === undefined && query.updated_at_end === undefined) return;
  const others = Object.keys(query).filter((name) => !COMBINABLE.has(name));
  if (others.length > 0) {
    throw badRequest(
      `updated_at_start and updated_at_end can be combined with confidentiality only, not ${others.join(", ")}`,
    );
  }
}

/**
 * Lever docs, "List all postings": published postings come only if they are on the public job site, unless the channels
 * are named. Whether naming them leaves out the other states is not said; here it does, so that a client that wants
 * everything has to walk twice.
 */
function isDistributed(posting: PostingRecord, { distributionChannel: wanted }: ListQuery): boolean {
  const channels = posting.distributionChannels ?? [];
  if (wanted === undefined) return posting.state !== "published" || channels.includes("public");
  return posting.state === "published" && channels.some((channel) => wanted.includes(channel));
}

function matches(posting: PostingRecord, query: ListQuery): boolean {
  const { team, department, allLocations, location, commitment, level } = posting.categories;
  const pairs: readonly (readonly [readonly (string | null)[], readonly string[] | undefined])[] = [
    [[team], query.team],
    [[department], query.department],
    [[location, ...allLocations], query.location],
    [[commitment], query.commitment],
    [[level], query.level],
    [posting.tags, query.tag],
  ];
  return (
    (query.state === undefined || posting.state === query.state) &&
    pairs.every(([values, wanted]) => hasOneOf(values, wanted)) &&
    isWithin(posting.updatedAt, query.updated_at_start, query.updated_at_end)
  );
}

function hasOneOf(values: readonly (string | null)[], wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || values.some((value) => value !== null && wanted.includes(value));
}
