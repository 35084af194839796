import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { idOf, listOf, millisOf, objectOf } from "../../lever/reading.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { opportunityList } from "../opportunity/opportunity.lever.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { takeRows } from "../opportunity/opportunity-rows.loader.js";
import type { OpportunityWire } from "../opportunity/opportunity.wire.js";

/** Lever's clock and ours are not the same. */
const CLOCK_SKEW_MS = 5_000;

/** How long the candidacy of an application is looked for: Lever shows it a little later, milliseconds. */
const LOOK_FOR_MS = 5_000;
const FIRST_PAUSE_MS = 250;

/** Whose applications, and to what. */
export interface Applicant {
  readonly email: string;
  /** Lever's id. */
  readonly posting: string;
}

/** Looks for an application that may have been made at `sentAt` or after it; its id. `fresh` reads past every cache. */
export async function findApplication(
  fresh: ConnectionScope,
  applicant: Applicant,
  sentAt: number,
): Promise<string | null> {
  const since = sentAt - CLOCK_SKEW_MS;
  const found = await firstRow(fresh, applicant, ["applications"], ({ appliedAt }) => appliedAt >= since);
  return found?.application.id ?? null;
}

/**
 * The candidacy that an application has become, as the caller may see it; null where Lever does not show it in time.
 * @throws LeverError
 */
export async function opportunityOfApplication(
  { clock, deadlineAtMs }: GraphContext,
  fresh: ConnectionScope,
  applicant: Applicant,
  { applicationId, expand }: { readonly applicationId: string; readonly expand: readonly OpportunityExpand[] },
): Promise<Opportunity | null> {
  const untilMs = Math.min(clock.monotonicMs() + LOOK_FOR_MS, deadlineAtMs);
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
    const found = await firstRow(fresh, applicant, expand, ({ id }) => id === applicationId);
    if (found) return found.row;
    if (clock.monotonicMs() + pauseMs >= untilMs) return null;
    await clock.sleep(pauseMs);
  }
}

/** An application as far as a row tells: its id only, where the key may not read applications. */
interface RowApplication {
  readonly id: string;
  readonly appliedAt: number;
}

interface FoundRow {
  readonly application: RowApplication;
  /** Null where the caller may not see it. */
  readonly row: Opportunity | null;
}

/** Lever docs, "Opportunities > List all opportunities": `email` and `posting_id`. */
async function firstRow(
  fresh: ConnectionScope,
  { email, posting }: Applicant,
  asked: readonly OpportunityExpand[],
  isWanted: (application: RowApplication) => boolean,
): Promise<FoundRow | null> {
  const expand = [...new Set<OpportunityExpand>(["applications", ...asked])].sort();
  for await (const page of fresh.lever.pages(opportunityList, {}, { email, posting_id: posting, expand })) {
    for (const [place, wire] of page.rows.entries()) {
      const application = applicationIn(wire);
      if (!application || !isWanted(application)) continue;
      const row = (await takeRows(fresh, page, expand))[place] ?? null;
      if (row instanceof Error) throw row;
      return { application, row };
    }
  }
  return null;
}

/** A new application makes a new candidacy, so that the one's time may stand for the other's. */
function applicationIn({ applications, createdAt }: OpportunityWire): RowApplication | null {
  const [application] = listOf(applications);
  const id = idOf(application);
  if (id === null) return null;
  return { id, appliedAt: millisOf(objectOf(application)?.["createdAt"]) ?? millisOf(createdAt) ?? 0 };
}
