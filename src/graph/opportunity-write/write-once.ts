import type { GraphContext } from "../../context/graph-context.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import type { Steps } from "../../writes/steps.js";

/** A mutation that is done once for each idempotency key. */
export interface OnceMutation<Result> {
  readonly mutation: string;
  readonly connectionId: string;
  readonly idempotencyKey: string;
  /** What was asked for, without the key and dryRun. */
  readonly input: unknown;
  /** Lever's id of the opportunity that it is about, where there is one yet. */
  readonly about?: string;
  readonly perform: (steps: Steps) => Promise<Result>;
}

const MAX_KEY = 200;

const PURGED = "The key was used for a person who was purged since: nothing was written again.";

/**
 * Checks an idempotency key. `at`: where its input stands.
 * @throws GraphQLError BAD_USER_INPUT
 */
export function checkIdempotencyKey(key: string, at = "input"): void {
  if (key.trim() === "" || key.length > MAX_KEY) {
    throw badUserInput(`${at}.idempotencyKey`, `give a text of 1 to ${MAX_KEY} characters`);
  }
}

/**
 * Does a mutation once; a user error where its key was used with another input, or for somebody who was purged.
 * @throws what `perform` throws
 */
export async function writeOnce<Result>(
  { services, caller, deadlineAtMs }: GraphContext,
  { perform, ...mutation }: OnceMutation<Result>,
): Promise<{ readonly result: Result } | { readonly userErrors: readonly AtsUserError[] }> {
  const outcome = await services.once.run({ ...mutation, accountId: caller.accountId, deadlineAtMs }, perform);
  if (outcome.kind === "done") return { result: outcome.result };
  const path = ["input", "idempotencyKey"];
  if (outcome.kind === "reused") return { userErrors: [userError("IDEMPOTENCY_KEY_REUSED", { path })] };
  return { userErrors: [userError("NOT_FOUND", { path, message: PURGED })] };
}

/**
 * How far a mutation with that key has come: "done" ones give their first result, whatever stands in their way now;
 * "open" ones were begun, and may have been sent.
 * @throws StoreUnavailable
 */
export async function progressOf(
  { services, caller }: GraphContext,
  mutation: string,
  idempotencyKey: string,
): Promise<"none" | "open" | "done"> {
  const record = await services.store.writes.read({ accountId: caller.accountId, mutation, idempotencyKey });
  if (!record) return "none";
  return record.result === null ? "open" : "done";
}
