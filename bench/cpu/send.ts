import { isDeepStrictEqual } from "node:util";
import type { BenchOperation } from "./operations.js";

/** What is sent with every request, to both servers: the caller, as a gateway names one. */
export const HEADERS = { "content-type": "application/json", "x-account-id": "bench" } as const;

/** The body of an operation. */
export function bodyOf({ query, variables }: Pick<BenchOperation, "query" | "variables">): string {
  return JSON.stringify({ query, variables });
}

/**
 * Sends an operation once.
 * @throws Error where it is not answered in full
 */
export async function send<Data>(url: string, operation: Pick<BenchOperation, "query" | "variables">): Promise<Data> {
  const response = await fetch(`${url}/graphql`, { method: "POST", headers: HEADERS, body: bodyOf(operation) });
  const answer = (await response.json()) as { readonly data?: Data | null; readonly errors?: unknown };
  if (!response.ok || answer.errors !== undefined || !answer.data) {
    throw new Error(`${response.status} to ${operation.query}: ${JSON.stringify(answer).slice(0, 1_000)}`);
  }
  return answer.data;
}

/**
 * Makes sure that both servers say the same.
 * @throws Error where they don't
 */
export async function assertSameAnswer(one: string, other: string, operation: BenchOperation): Promise<void> {
  const [first, second] = await Promise.all([send(one, operation), send(other, operation)]);
  if (!isDeepStrictEqual(first, second)) throw new Error(`The servers disagree about "${operation.name}"`);
}
