import type { ConnectionScope } from "../../context/connection-scope.js";
import { toError } from "../../loading/each.js";
import type { Selection } from "../../planning/selection.js";
import type { ExternalReference } from "../entity-reference.js";
import { keptOfContacts } from "../opportunity/opportunities-by-contact.loader.js";
import type { Candidate } from "./candidate.js";
import { candidateByContact } from "./candidate.loader.js";
import { candidateExpand } from "./candidate-expand.js";
import { candidateOf } from "./candidate.mapper.js";

/**
 * Many people, with what the operation asks of them: what is kept of them is looked up at once, and only the rest comes
 * together with whatever else is read.
 */
export async function readCandidates(
  scope: ConnectionScope,
  references: readonly ExternalReference[],
  selection: Selection,
): Promise<readonly (Candidate | Error | null)[]> {
  const expand = await candidateExpand(scope, selection);
  const ids = references.map(({ externalId }) => externalId);
  const kept = await keptOfContacts(scope, ids, expand);
  const people: (Candidate | Error | null)[] = kept.map((rows) => (rows?.[0] ? candidateOf(rows[0]) : null));
  const missing = [...ids.entries()].filter(([place]) => people[place] === null);
  await Promise.all(
    missing.map(async ([place, contactId]) => {
      people[place] = await scope.load(candidateByContact, { contactId, expand }).catch(toError);
    }),
  );
  return people;
}
