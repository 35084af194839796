import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { readByContacts } from "../opportunity/opportunities-by-contact.loader.js";
import { opportunitiesByEmail } from "../opportunity/opportunities-by-email.loader.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { CANONICAL_LINKS, type LinkSignal, type PersonSignal } from "../profile/person-signals.js";
import type { AtsMatchSignal } from "../profile/profile.js";
import { missingLinks } from "./missing-links.js";
import type { ProfileExport } from "./profile-export.js";

/** Who is in Lever already, as it is kept: ids only. */
export interface FoundPeople {
  readonly contactIds: readonly string[];
  /** The newest active opportunity of the first of them. */
  readonly activeOpportunityId: string | null;
  readonly newestOpportunityId: string | null;
  /** Places, among the links looked for, of those that the person has, in whatever spelling. */
  readonly knownLinks: readonly number[];
  /** By what they were found; missing in what was kept before that was told: by address. */
  readonly matchedBy?: readonly AtsMatchSignal[];
}

/** What somebody is looked for by. */
type Sought = Pick<ProfileExport, "emails" | "links" | "profileId">;

/** Rows of the people found, and by what. */
interface Finding {
  readonly rows: readonly Opportunity[];
  readonly matchedBy: readonly AtsMatchSignal[];
}

const NOBODY: Finding = { rows: [], matchedBy: [] };

/** The profile's own link is the weakest: anybody may have put it anywhere. */
const LOOKS: readonly (readonly LinkSignal["signal"][])[] = [["LINKEDIN", "GITHUB"], ["FINDEM_PROFILE"]];

/**
 * Looks for the people who have one of those addresses, past every cache, one request for each; where nobody has, for
 * those whom the link index knows by an earlier export or a link, and then by the profile's own link. What the index
 * says is read again in Lever: one contact batch.
 */
export async function findPeople(context: GraphContext, connectionId: string, sought: Sought): Promise<FoundPeople> {
  const fresh = await context.connections.openFresh(connectionId);
  const { rows, matchedBy } = fresh ? await look(fresh, sought) : NOBODY;
  const newestFirst = [...rows].sort((one, other) => other.createdAt - one.createdAt);
  const contactIds = [...new Set(newestFirst.map(({ candidateExternalId }) => candidateExternalId))];
  const own = newestFirst.filter(({ candidateExternalId }) => candidateExternalId === contactIds[0]);
  const missing = missingLinks(
    sought.links,
    own.flatMap((row) => row.links),
  );
  return {
    contactIds,
    activeOpportunityId: idOf(own.find(isActive)),
    newestOpportunityId: idOf(own[0]),
    knownLinks: sought.links.flatMap((link, place) => (missing.includes(link) ? [] : [place])),
    matchedBy,
  };
}

async function look(fresh: ConnectionScope, { emails, links, profileId }: Sought): Promise<Finding> {
  const rows = await Promise.all(emails.map((email) => fresh.load(opportunitiesByEmail, { email, expand: [] })));
  if (rows.some((some) => some.length > 0)) return { rows: rows.flat(), matchedBy: ["EMAIL"] };
  let exported: readonly PersonSignal[] = [{ kind: "EXPORTED", text: profileId }];
  for (const kinds of LOOKS) {
    const found = await lookInIndex(fresh, [...linkSignals(links, kinds), ...exported]);
    if (found.rows.length > 0) return found;
    exported = [];
  }
  return NOBODY;
}

function linkSignals(links: readonly string[], kinds: readonly LinkSignal["signal"][]): readonly PersonSignal[] {
  return kinds.flatMap((kind) =>
    links.flatMap((link) => {
      const text = CANONICAL_LINKS[kind](link);
      return text === null ? [] : [{ kind, text }];
    }),
  );
}

/** People whose rows in Lever say now what the index says; of an export the index alone knows. */
async function lookInIndex(fresh: ConnectionScope, signals: readonly PersonSignal[]): Promise<Finding> {
  const found = await fresh.links.find(fresh.lever.connectionId, signals);
  const people = await readByContacts(fresh, found.flat(), []);
  const rows = new Set<Opportunity>();
  const matchedBy = new Set<AtsMatchSignal>();
  for (const [place, signal] of signals.entries()) {
    for (const contactId of found[place] ?? []) {
      const own = people.get(contactId) ?? [];
      if (own instanceof Error) throw own;
      if (!own.some((row) => isShown(row, signal))) continue;
      matchedBy.add(signal.kind);
      for (const row of own) rows.add(row);
    }
  }
  return { rows: [...rows], matchedBy: [...matchedBy] };
}

function isShown({ links }: Opportunity, { kind, text }: PersonSignal): boolean {
  if (kind === "EXPORTED" || kind === "EMAIL") return kind === "EXPORTED";
  return links.some((link) => CANONICAL_LINKS[kind](link) === text);
}

function isActive({ archive }: Opportunity): boolean {
  return archive === null;
}

function idOf(row: Opportunity | undefined): string | null {
  return row?.externalId ?? null;
}
