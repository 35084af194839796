import type { BulkItemOutcome, BulkRunner } from "../../bulk/bulk-runner.js";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { badUserInput } from "../../user-errors/thrown.js";
import type { AtsUserError } from "../../user-errors/user-error.js";
import type { BulkItemRequest } from "../bulk-operation/start-bulk.js";
import { externalReference } from "../entity-reference.js";
import { type OpportunityMutation, type OpportunityWriteInput, writeOpportunity } from "./write-opportunity.js";

/** What is kept of an item: ids and codes. */
export interface OpportunityItemOutcome {
  readonly opportunityId: string;
  readonly userErrors: readonly AtsUserError[];
}

/** An item that met one of these is tried again: the budget was taken, or its fate is open. */
const OPEN: ReadonlySet<string> = new Set(["ATS_RATE_LIMITED", "WRITE_OUTCOME_UNKNOWN", "STORE_UNAVAILABLE"]);

/** Does one mutation for many inputs; their rows are read at once, by contact batches. */
export function opportunityRunner(mutationOf: (input: unknown) => Omit<OpportunityMutation, "info">): BulkRunner {
  return (context, inputs) => {
    const openFresh = sharedFresh(context);
    return Promise.all(
      inputs.map(async (input): Promise<BulkItemOutcome> => {
        const mutation = mutationOf(input);
        const { userErrors } = await writeOpportunity(context, { ...mutation, info: null, openFresh });
        const outcome: OpportunityItemOutcome = { opportunityId: mutation.input.opportunityId, userErrors };
        return { failed: userErrors.length > 0, outcome, isOpen: userErrors.some(({ code }) => OPEN.has(code)) };
      }),
    );
  };
}

/**
 * The items of an input, checked as far as that goes without Lever.
 * @throws GraphQLError BAD_USER_INPUT naming the item
 */
export function itemsOf<Input extends OpportunityWriteInput>(
  inputs: readonly Input[],
  check: (input: Input) => unknown,
): readonly BulkItemRequest[] {
  return inputs.map((input, index) => {
    const at = `input.items.${index}`;
    if (input.dryRun) throw badUserInput(`${at}.dryRun`, "is not allowed in an item");
    const { connectionId } = externalReference(input.opportunityId, `${at}.opportunityId`);
    if (input.expectedStageId != null) externalReference(input.expectedStageId, `${at}.expectedStageId`);
    check(input);
    return { connectionId, input };
  });
}

function sharedFresh(context: GraphContext): (connectionId: string) => Promise<ConnectionScope | null> {
  const scopes = new Map<string, Promise<ConnectionScope | null>>();
  return (connectionId) => {
    const known = scopes.get(connectionId) ?? context.connections.openFresh(connectionId);
    scopes.set(connectionId, known);
    return known;
  };
}
