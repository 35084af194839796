import type { ConnectionScope } from "../../context/connection-scope.js";
import type { LeverPage } from "../../lever/client.js";
import { objectOf } from "../../lever/reading.js";
import { toError } from "../../loading/each.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { keepUsers, primeUsers } from "../ats-user/ats-user.loader.js";
import type { AtsUser } from "../ats-user/ats-user.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";
import { isVisible } from "../confidentiality.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import { keepStages, primeStages } from "../stage/stage.loader.js";
import type { AtsStage } from "../stage/stage.js";
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

/** Rows as they were taken in, with what came in place of ids. */
interface Taken {
  readonly rows: readonly TakenRow[];
  readonly stages: readonly AtsStage[];
  readonly users: readonly AtsUser[];
}

/**
 * What was made of rows, by what it depends on beside them. An answer that is kept is the same object each time that it
 * is read, and belongs to one connection: mapped and put away once, it costs nothing more.
 */
const takenBefore = new WeakMap<readonly OpportunityWire[], Map<string, Taken>>();

/**
 * Takes rows in, in their order: maps each, hides what the caller may not see, keeps what `expand` brought, and
 * learns whose they are.
 */
export async function takeRows(
  scope: ConnectionScope,
  page: Rows,
  expand: readonly OpportunityExpand[],
): Promise<readonly TakenRow[]> {
  const applications = applicationsIn(expand, page.refusedExpand);
  const way = `${applications} ${scope.lever.seesConfidential}`;
  const ways = takenBefore.get(page.rows);
  const known = ways?.get(way);
  if (known) {
    primeStages(scope, known.stages);
    primeUsers(scope, known.users);
    return known.rows;
  }
  const taken = await takeIn(scope, page, applications);
  takenBefore.set(page.rows, (ways ?? new Map<string, Taken>()).set(way, taken));
  return taken.rows;
}

async function takeIn(
  scope: ConnectionScope,
  { rows, fetchedAt }: Rows,
  applications: RowSource["applications"],
): Promise<Taken> {
  const { connectionId, seesConfidential } = scope.lever;
  const taken = rows.map((wire): TakenRow => {
    try {
      const row = toOpportunity({ connectionId, fetchedAt, applications }, wire);
      return isVisible(row, seesConfidential) ? row : null;
    } catch (error) {
      return toError(error);
    }
  });
  const readable = taken.filter((row): row is Opportunity => row !== null && !(row instanceof Error));
  const [expanded] = await Promise.all([keepExpanded(scope, rows, fetchedAt), keepRows(scope, readable, fetchedAt)]);
  return { rows: taken, ...expanded };
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
async function keepExpanded(
  scope: ConnectionScope,
  rows: readonly OpportunityWire[],
  fetchedAt: number,
): Promise<Pick<Taken, "stages" | "users">> {
  const stages = new Map<string, StageWire>();
  const users = new Map<string, UserWire>();
  for (const { stage, owner, sourcedBy, followers } of rows) {
    keepObject(stages, stage);
    for (const person of [owner, sourcedBy]) keepObject(users, person);
    if (Array.isArray(followers)) for (const follower of followers) keepObject(users, follower);
  }
  return {
    stages: stages.size > 0 ? await keepStages(scope, [...stages.values()], fetchedAt) : [],
    users: users.size > 0 ? await keepUsers(scope, [...users.values()], fetchedAt) : [],
  };
}

function keepObject<Wire extends { readonly id: string }>(into: Map<string, Wire>, value: Wire | string | null): void {
  if (objectOf(value) && typeof value === "object" && value !== null) into.set(value.id, value);
}
