import type { Selection } from "./selection.js";

/** What `expand` can bring with an opportunity. Lever docs, "Expanding"; the contact's own fields are on the row. */
export type OpportunityExpand = "applications" | "followers" | "owner" | "sourcedBy" | "stage";

/** What would come without a request just now. */
export interface CachedLists {
  readonly stages: boolean;
  readonly users: boolean;
}

/** Nothing comes without a request. */
const NOTHING_CACHED: CachedLists = { stages: false, users: false };

/** Fields of an opportunity that its application, and nothing else, can fill, or a part of them. */
const FROM_APPLICATION = ["application", "posting", "activityFeed"];

/** Fields that need the whole list of stages: with it at hand, `expand` brings nothing. */
const FROM_STAGE_LIST = ["nextStage", "advanceTargets"];

/** Fields of a stage or user that its id alone tells, or that cost no request of their own. */
const FREE_FIELDS: ReadonlySet<string> = new Set(["id", "connectionId", "externalId", "findemStage"]);

const PEOPLE = ["followers", "owner", "sourcedBy"] as const;

/** The relations to a stage or to users of which more is asked than their ids tell. */
export function relationsAsked(selection: Selection): ReadonlySet<(typeof PEOPLE)[number] | "stage"> {
  return new Set(([...PEOPLE, "stage"] as const).filter((field) => needsObject(selection, field)));
}

/**
 * The `expand` values that save requests for what is asked of an opportunity. A relation that is asked for its ids
 * only, or whose list is cached, needs none: it would make the answer larger and nothing else.
 */
export function planExpand(selection: Selection, cached: CachedLists): readonly OpportunityExpand[] {
  const expand: OpportunityExpand[] = [];
  if (FROM_APPLICATION.some((field) => selection.has(field))) expand.push("applications");
  if (!cached.users) expand.push(...PEOPLE.filter((field) => needsObject(selection, field)));
  if (!cached.stages && needsObject(selection, "stage") && !needsStageList(selection)) expand.push("stage");
  return expand.sort();
}

/**
 * The `expand` values for a page of a list: by what is asked for alone, whatever is cached just now. Pages are kept by
 * their question, and Lever's page tokens are good for the question that they came with: what is at hand must not make
 * another one of it. Lever docs, "Pagination".
 */
export function planListExpand(selection: Selection): readonly OpportunityExpand[] {
  return planExpand(selection, NOTHING_CACHED);
}

function needsObject(selection: Selection, field: string): boolean {
  return selection.has(field) && !selection.of(field).asksOnly(FREE_FIELDS);
}

function needsStageList(selection: Selection): boolean {
  return FROM_STAGE_LIST.some((field) => selection.has(field)) || selection.of("stage").has("index");
}
