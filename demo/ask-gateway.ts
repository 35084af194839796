import { z } from "zod";
import { DEMO_CALLER } from "./gateway/caller-headers.js";
import type { LeverCost } from "./gateway/cost-sum.js";

/** An answer that is as it should be, and what it cost. */
export interface GatewayAnswer<Data> {
  readonly data: Data;
  /** Null where Lever was not needed. */
  readonly cost: LeverCost | null;
}

interface RawAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
  readonly extensions?: { readonly lever?: LeverCost };
}

/**
 * Sends an operation through the gateway.
 * @throws Error where the answer has errors, or is not as `schema` says: null where it may not be, for example
 */
export async function askGateway<Schema extends z.ZodType>(
  gatewayUrl: string,
  schema: Schema,
  operation: { readonly query: string; readonly variables?: object },
): Promise<GatewayAnswer<z.infer<Schema>>> {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-lever-report": "1", ...DEMO_CALLER },
    body: JSON.stringify(operation),
  });
  const answer = (await response.json()) as RawAnswer;
  if (answer.errors?.length) throw new Error(answer.errors.map(errorLine).join("\n"));
  const { success, data, error } = schema.safeParse(answer.data);
  if (!success) throw new Error(`The gateway's answer is not what was expected:\n${z.prettifyError(error)}`);
  return { data, cost: answer.extensions?.lever ?? null };
}

function errorLine({ message, path }: NonNullable<RawAnswer["errors"]>[number]): string {
  return path ? `${path.join(".")}: ${message}` : message;
}
