import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { each, toError } from "../../loading/each.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import type { Selection } from "../../planning/selection.js";
import { notSynced } from "../../user-errors/thrown.js";
import type { Candidate } from "../candidate/candidate.js";
import { candidateExpand } from "../candidate/candidate-expand.js";
import { candidateByContact } from "../candidate/candidate.loader.js";
import { candidateOf } from "../candidate/candidate.mapper.js";
import { opportunitiesByContact } from "../opportunity/opportunities-by-contact.loader.js";
import { opportunitiesByEmail } from "../opportunity/opportunities-by-email.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import type { AtsCandidateMatch } from "./candidate-match.js";
import { CANONICAL_LINKS, type PersonSignals } from "./person-signals.js";
import type { AtsMatchSignal } from "./profile.js";

/** A person found, or why a connection could not be asked. */
export type MatchItem = AtsCandidateMatch | Error;

/**
 * The people of several connections who are known by the signals. A connection that can't be asked is one Error among
 * the items, and the others stand.
 *
 * @param selection what is asked of each candidate
 */
export async function matchIn(
  context: GraphContext,
  connectionIds: readonly string[],
  signals: PersonSignals,
  selection: Selection,
): Promise<readonly MatchItem[]> {
  if (signals.emails.length === 0 && signals.links.length === 0) return [];
  const found = await each(connectionIds, async (id) => {
    const scope = await context.connections.open(id);
    return scope ? matchThrough(scope, signals, selection) : [];
  });
  return found.flatMap((items) => items);
}

async function matchThrough(
  scope: ConnectionScope,
  signals: PersonSignals,
  selection: Selection,
): Promise<readonly MatchItem[]> {
  const expand = signals.emails.length === 0 ? [] : await candidateExpand(scope, selection);
  const readings = await each(signals.emails, (email) => scope.load(opportunitiesByEmail, { email, expand }));
  const people = peopleOf(readings.flatMap((rows) => (rows instanceof Error ? [] : rows)));
  const matches = people.map((rows) => matchOf(scope, rows, expand, signals));
  const failure = readings.find((rows) => rows instanceof Error);
  if (failure) return [...matches, toError(failure)];
  if (matches.length === 0 && signals.links.length > 0) return [notSynced(scope.lever.connectionId)];
  return matches;
}

/** Each person's rows, newest first: somebody may have several of the addresses, and several may share one. */
function peopleOf(rows: readonly Opportunity[]): readonly Rows[] {
  const people = new Map<string, Map<string, Opportunity>>();
  for (const row of rows) {
    const known = people.get(row.candidateExternalId) ?? new Map<string, Opportunity>();
    people.set(row.candidateExternalId, known.set(row.externalId, row));
  }
  return [...people.values()].flatMap((known): Rows[] => {
    const [newest, ...older] = [...known.values()].sort((one, other) => other.createdAt - one.createdAt);
    return newest ? [[newest, ...older]] : [];
  });
}

type Rows = readonly [Opportunity, ...Opportunity[]];

function matchOf(
  scope: ConnectionScope,
  rows: Rows,
  expand: readonly OpportunityExpand[],
  { links }: PersonSignals,
): AtsCandidateMatch {
  const candidate = candidateOf(rows[0]);
  keepPerson(scope, candidate, rows, expand);
  const matchedBy = new Set<AtsMatchSignal>(["EMAIL"]);
  for (const { signal, url } of links) {
    if (candidate.links?.some((link) => CANONICAL_LINKS[signal](link) === url)) matchedBy.add(signal);
  }
  return { candidate, matchedBy: [...matchedBy] };
}

/**
 * Lever's filter by address brings all opportunities of whoever has it, so that nothing of the person need be asked
 * again. Lever docs, "Opportunities > List all opportunities": `email`.
 */
function keepPerson(
  { load }: ConnectionScope,
  candidate: Candidate,
  rows: Rows,
  expand: readonly OpportunityExpand[],
): void {
  // Rows with applications serve those who don't ask for them as well.
  for (const key of [
    { contactId: candidate.externalId, expand },
    { contactId: candidate.externalId, expand: [] },
  ]) {
    load.prime(opportunitiesByContact, key, rows);
    load.prime(candidateByContact, key, candidate);
  }
}
