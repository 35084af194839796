import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { canonicalEmail } from "../../identity/emails.js";
import { each, toError } from "../../loading/each.js";
import type { Selection } from "../../planning/selection.js";
import { notSynced } from "../../user-errors/thrown.js";
import type { Candidate } from "../candidate/candidate.js";
import { candidateExpand } from "../candidate/candidate-expand.js";
import { candidateByContact } from "../candidate/candidate.loader.js";
import type { AtsCandidateMatch } from "./candidate-match.js";
import { contactsBySignal, type SignalContacts, type SignalKey } from "./contacts-by-signal.loader.js";
import { CANONICAL_LINKS, type PersonSignal, type PersonSignals, signalsIn } from "./person-signals.js";
import { AtsMatchSignal } from "./profile.js";

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
  if (signalsIn(signals).length === 0) return [];
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
  const expand = await candidateExpand(scope, selection);
  const sought = signalsIn(signals);
  const first = await look(
    scope,
    sought.map((signal) => ({ ...signal, expand })),
  );
  const again = unshownIn(first).map((signal) => ({ ...signal, expand, pastIndex: true }));
  const looks = again.length > 0 ? [first, await look(scope, again)] : [first];
  const people = looks.flatMap((its) => its.people);
  const matches = matchesOf(
    people,
    looks.flatMap(({ leads }) => leads),
    sought,
  );
  const failure = [...looks.flatMap(({ readings }) => readings), ...people].find((one) => one instanceof Error);
  if (failure) return [...matches, toError(failure)];
  if (matches.length > 0 || signals.links.length === 0) return matches;
  const { connectionId } = scope.lever;
  return (await scope.links.completeSince(connectionId)) === null ? [notSynced(connectionId)] : [];
}

/** What was asked for, where it leads, and who is there. */
interface Look {
  readonly keys: readonly SignalKey[];
  readonly readings: readonly (SignalContacts | Error)[];
  readonly leads: readonly Lead[];
  readonly people: readonly (Candidate | Error | null)[];
}

async function look(scope: ConnectionScope, keys: readonly SignalKey[]): Promise<Look> {
  const readings = await each(keys, (key) => scope.load(contactsBySignal, key));
  const leads = leadsOf(keys, readings);
  const [expand = []] = keys.map((key) => key.expand);
  const people = await each(leads, ({ contactId }) => scope.load(candidateByContact, { contactId, expand }));
  return { keys, readings, leads, people };
}

/** Addresses that the index leads to people by who don't show them any more: by now they may be somebody else's. */
function unshownIn({ keys, readings, people }: Look): readonly PersonSignal[] {
  const shown = new Set(
    people.flatMap((person) => (person instanceof Error ? [] : (person?.emails ?? []).map(canonicalEmail))),
  );
  return keys.flatMap(({ kind, text }, place) => {
    const reading = readings[place];
    if (kind !== "EMAIL" || !reading || reading instanceof Error || !reading.isIndexed) return [];
    return reading.contactIds.length > 0 && !shown.has(text) ? [{ kind, text }] : [];
  });
}

/** A contact, and what led to it. */
interface Lead {
  readonly contactId: string;
  /** Surely, or by the index, which may be some minutes old. */
  readonly sure: Set<AtsMatchSignal>;
  readonly indexed: Set<AtsMatchSignal>;
}

function leadsOf(sought: readonly PersonSignal[], readings: readonly (SignalContacts | Error)[]): readonly Lead[] {
  const leads = new Map<string, Lead>();
  for (const [place, { kind }] of sought.entries()) {
    const reading = readings[place];
    if (!reading || reading instanceof Error) continue;
    for (const contactId of reading.contactIds) {
      const lead: Lead = leads.get(contactId) ?? { contactId, sure: new Set(), indexed: new Set() };
      lead[reading.isSure ? "sure" : "indexed"].add(kind);
      leads.set(contactId, lead);
    }
  }
  return [...leads.values()];
}

/** Each person once: two contacts that were merged are one. Who is hidden, or shows none of it any more, is nobody. */
function matchesOf(
  people: readonly (Candidate | Error | null)[],
  leads: readonly Lead[],
  sought: readonly PersonSignal[],
): readonly AtsCandidateMatch[] {
  const matches = new Map<string, { candidate: Candidate; matchedBy: ReadonlySet<AtsMatchSignal> }>();
  for (const [place, lead] of leads.entries()) {
    const candidate = people[place];
    if (!candidate || candidate instanceof Error) continue;
    const before = matches.get(candidate.externalId)?.matchedBy ?? [];
    const matchedBy = new Set([...before, ...lead.sure, ...shownBy(candidate, lead, sought)]);
    if (matchedBy.size > 0) matches.set(candidate.externalId, { candidate, matchedBy });
  }
  return [...matches.values()].map(({ candidate, matchedBy }) => ({
    candidate,
    matchedBy: Object.values(AtsMatchSignal).filter((signal) => matchedBy.has(signal)),
  }));
}

/** What the person shows of what was sought; without opportunities a person shows no links, and the index is believed. */
function shownBy(
  { emails, links }: Candidate,
  { indexed }: Lead,
  sought: readonly PersonSignal[],
): readonly AtsMatchSignal[] {
  const addresses = new Set((emails ?? []).map(canonicalEmail));
  return sought.flatMap(({ kind, text }) => {
    if (kind === "EXPORTED") return [];
    if (kind === "EMAIL") return addresses.has(text) ? [kind] : [];
    if (links === null) return indexed.has(kind) ? [kind] : [];
    return links.some((link) => CANONICAL_LINKS[kind](link) === text) ? [kind] : [];
  });
}
