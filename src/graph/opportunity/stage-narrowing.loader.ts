import type { LeverClient, Query } from "../../lever/client.js";
import { MAX_URL_BYTES, urlBytes } from "../../lever/query.js";
import { MAX_VALUES_PER_REQUEST } from "../../planning/chunks.js";
import { learnMostValues, mostValues, refusedStatus } from "../value-batches.loader.js";
import { opportunityList } from "./opportunity.lever.js";

/** How long stages that Lever refused together are not named to it again, milliseconds. */
const REFUSED_FOR_MS = 60 * 60_000;

/** A query that fits into one request, and what it leaves to us. */
export interface NarrowedQuery {
  readonly query: Query;
  /** Whether the query asked for a stage; undefined where Lever itself is asked for no others. */
  readonly isWithin?: (stageId: string) => boolean;
}

/**
 * A stage mapping may name more stages than one request can: then Lever is asked for all stages, and the others are left
 * out here. The same query always comes to the same, since Lever's page tokens are bound to it. Lever docs, "Pagination".
 */
export function narrowStages(query: Query, most = MAX_VALUES_PER_REQUEST): NarrowedQuery {
  const { stage_id: stageIds } = query;
  return typeof stageIds !== "object" || fits(query, stageIds, most) ? { query } : withoutStages(query, stageIds);
}

/**
 * Asks for a list that names stages. Where Lever refuses it (400, 414), it may be for the stages: one that is gone, or
 * too many of them. Then it is asked for all stages; what helped is remembered, for the page tokens too.
 */
export async function askWithStages<Answer>(
  lever: LeverClient,
  wanted: Query,
  ask: (narrowed: NarrowedQuery) => Promise<Answer>,
): Promise<Answer> {
  const narrowed = await narrowedAsKnown(lever, wanted);
  try {
    return await ask(narrowed);
  } catch (error) {
    const status = refusedStatus(error);
    const { stage_id: stageIds } = narrowed.query;
    if (status === null || typeof stageIds !== "object") throw error;
    const answer = await unlessRefused(ask(withoutStages(wanted, stageIds)), error);
    await remember(lever, stageIds, status);
    return answer;
  }
}

async function narrowedAsKnown(lever: LeverClient, wanted: Query): Promise<NarrowedQuery> {
  const { stage_id: stageIds } = wanted;
  if (typeof stageIds !== "object") return { query: wanted };
  if (await lever.facts.get(refusalOf(stageIds))) return withoutStages(wanted, stageIds);
  return narrowStages(wanted, await mostValues(lever, opportunityList, "stage_id"));
}

/** It was not for the stages where the same is refused without them: then the first refusal tells. */
async function unlessRefused<Answer>(asking: Promise<Answer>, refusal: unknown): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    throw refusedStatus(error) === null ? error : refusal;
  }
}

async function remember(lever: LeverClient, stageIds: readonly string[], status: 400 | 414): Promise<void> {
  await lever.facts.set(refusalOf(stageIds), true, REFUSED_FOR_MS);
  const half = Math.ceil(stageIds.length / 2);
  if (status === 414) await learnMostValues(lever, opportunityList, "stage_id", half);
}

function withoutStages({ stage_id: _, ...others }: Query, stageIds: readonly string[]): NarrowedQuery {
  const wanted = new Set(stageIds);
  return { query: others, isWithin: (stageId) => wanted.has(stageId) };
}

function fits(query: Query, stageIds: readonly string[], most: number): boolean {
  return stageIds.length <= most && urlBytes(opportunityList, {}, query) <= MAX_URL_BYTES;
}

function refusalOf(stageIds: readonly string[]): string {
  return `refused-stages ${[...stageIds].sort().join(" ")}`;
}
