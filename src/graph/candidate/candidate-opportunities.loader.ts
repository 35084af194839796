import type { GraphContext } from "../../context/graph-context.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { through } from "../entity-reference.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { opportunitiesByContact } from "../opportunity/opportunities-by-contact.loader.js";
import type { Candidate } from "./candidate.js";

/** All opportunities of a person that the caller may see, newest first: one contact batch for a whole page of people. */
export function opportunitiesOf(
  context: GraphContext,
  { connectionId, externalId }: Candidate,
  expand: readonly OpportunityExpand[],
): Promise<readonly Opportunity[] | null> {
  return through(context, connectionId, ({ load }) => load(opportunitiesByContact, { contactId: externalId, expand }));
}
