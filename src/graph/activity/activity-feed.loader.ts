import type { GraphContext } from "../../context/graph-context.js";
import { LeverError } from "../../lever/errors.js";
import type { PageRequest } from "../../paging/page-request.js";
import { pageOfWholeList } from "../../paging/whole-list.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import type { ActivityPage, AtsActivity, AtsActivityKind, AtsMissingPart } from "./activity.js";
import { type ActivitySource, toActivity } from "./activity-source.js";
import { PART_SOURCES } from "./part-sources.loader.js";
import { PIPELINE_SOURCES } from "./pipeline-sources.loader.js";

const SOURCES: readonly ActivitySource[] = [...PIPELINE_SOURCES, ...PART_SOURCES];

/** What was found of one kind for one opportunity. */
type Found = { readonly activities: readonly AtsActivity[] } | { readonly missing: AtsMissingPart };

/**
 * What happened to opportunities, newest first. Only the kinds that are asked for are read; what can't be read is named
 * and the rest stands.
 */
export async function activityFeed(
  context: GraphContext,
  opportunities: readonly Opportunity[],
  kinds: readonly AtsActivityKind[] | null,
  request: PageRequest,
): Promise<ActivityPage> {
  const sources = SOURCES.filter(({ kind }) => kinds === null || kinds.includes(kind));
  const found = await Promise.all(
    opportunities.flatMap((opportunity) => sources.map((source) => read(context, source, opportunity))),
  );
  const activities = found.flatMap((part) => ("activities" in part ? part.activities : []));
  const rows = [...activities].sort((one, other) => other.at - one.at || compare(one.key, other.key));
  const page = pageOfWholeList(rows, ({ key }) => key, request);
  return { ...page, missing: distinct(found.flatMap((part) => ("missing" in part ? [part.missing] : []))) };
}

async function read(
  context: GraphContext,
  { kind, read: readSource }: ActivitySource,
  root: Opportunity,
): Promise<Found> {
  try {
    return { activities: (await readSource(context, root)).flatMap((happening) => toActivity(kind, root, happening)) };
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    const { code, permission } = userErrorFrom(error);
    return { missing: { kind, code, permission } };
  }
}

/** The same for every opportunity is said once. */
function distinct(missing: readonly AtsMissingPart[]): readonly AtsMissingPart[] {
  const parts = new Map(missing.map((part) => [`${part.kind} ${part.code} ${part.permission ?? ""}`, part]));
  return [...parts.values()];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
