import type { ConnectionScope } from "../../context/connection-scope.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import type { Selection } from "../../planning/selection.js";
import { expandFor } from "../expand-for.js";

/** What is to come with a candidate's opportunities, by what is asked of the candidate. */
export async function candidateExpand(
  scope: ConnectionScope,
  selection: Selection,
): Promise<readonly OpportunityExpand[]> {
  const expand = await expandFor(scope, selection.of("opportunities"));
  return selection.has("company") ? [...new Set<OpportunityExpand>(["applications", ...expand])] : expand;
}
