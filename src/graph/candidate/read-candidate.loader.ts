import type { GraphQLResolveInfo } from "graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { through } from "../entity-reference.js";
import type { Candidate } from "./candidate.js";
import { candidateByContact } from "./candidate.loader.js";
import { candidateExpand } from "./candidate-expand.js";

/** A person, with what the operation asks of them. */
export function readCandidate(
  context: GraphContext,
  connectionId: string,
  contactId: string,
  info: GraphQLResolveInfo,
): Promise<Candidate | null> {
  return through(context, connectionId, async (scope) => {
    const expand = await candidateExpand(scope, selectionOf(info, "Candidate"));
    return scope.load(candidateByContact, { contactId, expand });
  });
}
