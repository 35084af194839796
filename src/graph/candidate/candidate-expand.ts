import type { ConnectionScope } from "../../context/connection-scope.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import type { Selection } from "../../planning/selection.js";
import { expandFor } from "../expand-for.js";

/** Fields of a candidate that are made of applications. */
const FROM_APPLICATIONS = ["company", "attachments", "activityFeed"];

/** What is to come with a candidate's opportunities, by what is asked of the candidate. */
export async function candidateExpand(
  scope: ConnectionScope,
  selection: Selection,
): Promise<readonly OpportunityExpand[]> {
  const expand = await expandFor(scope, selection.of("opportunities"));
  const needsApplications = FROM_APPLICATIONS.some((field) => selection.has(field));
  return needsApplications ? [...new Set<OpportunityExpand>(["applications", ...expand])].sort() : expand;
}
