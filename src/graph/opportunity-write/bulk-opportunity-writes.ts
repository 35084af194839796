import type { BulkItemOutcome, BulkRunner } from "../../bulk/bulk-runner.js";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { each } from "../../loading/each.js";
import { badUserInput } from "../../user-errors/thrown.js";
import type { AtsUserError } from "../../user-errors/user-error.js";
import { isOpen } from "../bulk-operation/open-item.js";
import type { BulkItemRequest } from "../bulk-operation/start-bulk.js";
import { externalReference } from "../entity-reference.js";
import { type OpportunityMutation, type OpportunityWriteInput, writeOpportunity } from "./write-opportunity.js";

/** What is kept of an item: ids and codes. */
export interface OpportunityItemOutcome {
  readonly opportunityId: string;
  readonly userErrors: readonly AtsUserError[];
}

type ItemMutation = Omit<OpportunityMutation, "info">;

/**
 * Does one mutation for many inputs; their rows are read at once, by contact batches. What is asked of one opportunity
 * more than once is done in the order of the input, each time by what the time before left.
 */
export function opportunityRunner(mutationOf: (input: unknown) => ItemMutation): BulkRunner {
  return async (context, inputs) => {
    const outcomes = new Map<number, BulkItemOutcome | Error>();
    for (const round of roundsOf(inputs.map(mutationOf))) {
      const openFresh = sharedFresh(context);
      const done = await each(round, ({ mutation }) => writeItem(context, mutation, openFresh));
      round.forEach(({ place }, index) => outcomes.set(place, done[index] ?? new Error("An item was left out")));
    }
    return inputs.map((_, place) => outcomes.get(place) ?? new Error("An item was left out"));
  };
}

async function writeItem(
  context: GraphContext,
  mutation: ItemMutation,
  openFresh: NonNullable<OpportunityMutation["openFresh"]>,
): Promise<BulkItemOutcome> {
  const { userErrors } = await writeOpportunity(context, { ...mutation, info: null, openFresh });
  const outcome: OpportunityItemOutcome = { opportunityId: mutation.input.opportunityId, userErrors };
  return { failed: userErrors.length > 0, outcome, isOpen: isOpen(userErrors) };
}

interface Placed {
  readonly place: number;
  readonly mutation: ItemMutation;
}

/** In each round no opportunity stands twice. */
function roundsOf(mutations: readonly ItemMutation[]): readonly (readonly Placed[])[] {
  const rounds: Placed[][] = [];
  const counts = new Map<string, number>();
  for (const [place, mutation] of mutations.entries()) {
    const { opportunityId } = mutation.input;
    const round = counts.get(opportunityId) ?? 0;
    counts.set(opportunityId, round + 1);
    (rounds[round] ??= []).push({ place, mutation });
  }
  return rounds;
}

/**
 * The items of an input, checked as far as that goes without Lever. `check`: what each mutation checks by itself.
 * @throws GraphQLError BAD_USER_INPUT naming the item
 */
export function itemsOf<Input extends OpportunityWriteInput>(
  inputs: readonly Input[],
  check: (input: Input, at: string) => unknown,
): readonly BulkItemRequest[] {
  return inputs.map((input, index) => {
    const at = `input.items.${index}`;
    if (input.dryRun) throw badUserInput(`${at}.dryRun`, "is not allowed in an item");
    const { connectionId } = externalReference(input.opportunityId, `${at}.opportunityId`);
    if (input.expectedStageId != null) externalReference(input.expectedStageId, `${at}.expectedStageId`);
    check(input, at);
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
