import type { ConnectionScope } from "../../context/connection-scope.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { type ContactKey, opportunitiesByContact } from "../opportunity/opportunities-by-contact.loader.js";
import type { Candidate } from "./candidate.js";
import { candidateOf, toCandidate } from "./candidate.mapper.js";
import { singleContact } from "./contact.lever.js";

/**
 * People by Lever's contact id, through their opportunities: Lever has no list of contacts. Null for somebody who is
 * not there, or of whom the caller may see no opportunity. Lever docs, "Contacts".
 */
export const candidateByContact = defineLoader<ConnectionScope, ContactKey, Candidate | null>({
  name: "candidateByContact",
  keyOf: ({ contactId, expand }) => `${contactId} ${expand.includes("applications")}`,
  batch: (scope, keys) =>
    each(keys, async (key) => {
      const [newest] = await scope.load(opportunitiesByContact, key);
      return newest ? candidateOf(newest) : readWithoutOpportunity(scope, key.contactId);
    }),
});

/**
 * Somebody without a visible opportunity. Whoever may not see confidential rows must not learn that there is one:
 * for them nobody is there. An id that was merged away answers as the person it was merged into.
 */
async function readWithoutOpportunity({ lever }: ConnectionScope, contact: string): Promise<Candidate | null> {
  if (!lever.seesConfidential) return null;
  const single = await unlessMissing(lever.one(singleContact, { contact }));
  return single ? toCandidate(lever.connectionId, single) : null;
}
