import type { ConnectionScope } from "../../context/connection-scope.js";
import type { LeverPage } from "../../lever/client.js";
import { objectOf } from "../../lever/reading.js";
import { toError } from "../../loading/each.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { keepUsers } from "../ats-user/ats-user.loader.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import { isVisible } from "../confidentiality.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import { keepStages } from "../stage/stage.loader.js";
import type { StageWire } from "../stage/stage.wire.js";
import { toOpportunity, type RowSource } from "./opportunity.mapper.js";
import type { Opportunity } from "./opportunity.js";
import type { OpportunityWire } from "./opportunity.wire.js";

/** Rows kept by opportunity id. */
export const OPPORTUNITY_KIND = "opportunity";

/** What came with rows besides themselves. */
type Rows = Pick<LeverPage<OpportunityWire>, "rows" | "fetchedAt" | "refusedExpand">;

/** A row as it was taken: an Error for one that can't be read, so that it fails alone; null for a hidden one. */
export type TakenRow = Opportunity | Error | null;

/**
 * Takes rows in, in their order: maps each, hides what the caller may not see, keeps what `expand` brought, and
 * learns whose they are.
 */
export async function takeRows(
  scope: ConnectionScope,
  { rows, fetchedAt, refusedExpand }: Rows,
  expand: readonly OpportunityExpand[],
): Promise<readonly TakenRow[]> {
  const { lever } = scope;
  const source: RowSource = {
    connectionId: lever.connectionId,
    fetchedAt,
    applications: applicationsIn(expand, refusedExpand),
  };
  const taken = rows.map((wire): TakenRow => {
    try {
      const row = toOpportunity(source, wire);
      return isVisible(row, lever.seesConfidential) ? row : null;
    } catch (error) {
      return toError(error);
    }
  });
  const readable = taken.filter((row): row is Opportunity => row !== null && !(row instanceof Error));
  await Promise.all([keepExpanded(scope, rows, fetchedAt), keepRows(scope, readable, fetchedAt)]);
  return taken;
}

function applicationsIn(expand: readonly OpportunityExpand[], refused: readonly string[]): RowSource["applications"] {
  if (!expand.includes("applications")) return "notAsked";
  return refused.includes("applications") ? "refused" : "expanded";
}

async function keepRows(scope: ConnectionScope, readable: readonly Opportunity[], fetchedAt: number) {
  if (readable.length === 0) return;
  const { lever, opportunities } = scope;
  const entries = readable.map((row) => [row.externalId, { value: row, fetchedAt }] as const);
  const contacts = readable.map((row) => ({ opportunityId: row.externalId, contactId: row.candidateExternalId }));
  await Promise.all([
    lever.entities.setMany(OPPORTUNITY_KIND, entries, OPPORTUNITY_MAX_AGE_MS),
    opportunities.learn(lever.connectionId, contacts),
  ]);
}

/** Stages and users that came in place of their ids. */
async function keepExpanded(scope: ConnectionScope, rows: readonly OpportunityWire[], fetchedAt: number) {
  const stages = new Map<string, StageWire>();
  const users = new Map<string, UserWire>();
  for (const { stage, owner, sourcedBy, followers } of rows) {
    keepObject(stages, stage);
    for (const person of [owner, sourcedBy]) keepObject(users, person);
    if (Array.isArray(followers)) for (const follower of followers) keepObject(users, follower);
  }
  if (stages.size > 0) await keepStages(scope, [...stages.values()], fetchedAt);
  if (users.size > 0) await keepUsers(scope, [...users.values()], fetchedAt);
}

function keepObject<Wire extends { readonly id: string }>(into: Map<string, Wire>, value: Wire | string | null): void {
  if (objectOf(value) && typeof value === "object" && value !== null) into.set(value.id, value);
}
