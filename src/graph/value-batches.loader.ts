import type { LeverClient } from "../lever/client.js";
import type { LeverEndpoint } from "../lever/endpoint.js";
import { LeverError } from "../lever/errors.js";
import { toError } from "../loading/each.js";
import { chunkValues, MAX_VALUES_PER_REQUEST } from "../planning/chunks.js";

/** How long a number of values that Lever refused is not tried again, milliseconds. */
const REFUSED_FOR_MS = 24 * 60 * 60_000;

/** A list that is read by many values of one parameter. */
export interface ValueBatches {
  readonly list: LeverEndpoint<unknown>;
  readonly parameter: string;
  readonly values: readonly string[];
  /** Reads what belongs to some of them, with one list request and its further pages. */
  readonly read: (values: readonly string[]) => Promise<void>;
  /** Told of values that could not be read; a single one that Lever refuses (400, 414) too. */
  readonly failed: (values: readonly string[], error: Error) => void;
}

/**
 * Reads by as few requests as Lever takes. It names no longest URL and no greatest number of values, so a refusal is
 * asked again in halves. The smaller number is remembered after a 414, and after a 400 whose halves were both taken:
 * else one value was bad, and it fails alone.
 */
export async function readInBatches(lever: LeverClient, batches: ValueBatches): Promise<void> {
  const most = await mostValues(lever, batches.list, batches.parameter);
  const chunks = chunkValues(batches.parameter, batches.values, most);
  await Promise.all(chunks.map((chunk) => readOrHalve(lever, batches, chunk)));
}

/** How many values of that parameter one request may carry, as far as is known. */
export async function mostValues(
  { facts }: Pick<LeverClient, "facts">,
  list: LeverEndpoint<unknown>,
  parameter: string,
): Promise<number> {
  return (await facts.get<number>(factOf(list, parameter))) ?? MAX_VALUES_PER_REQUEST;
}

/** Remembers that Lever did not take more than so many. */
export async function learnMostValues(
  lever: Pick<LeverClient, "facts">,
  list: LeverEndpoint<unknown>,
  parameter: string,
  count: number,
): Promise<void> {
  if (count >= (await mostValues(lever, list, parameter))) return;
  await lever.facts.set(factOf(list, parameter), count, REFUSED_FOR_MS);
}

/** Whether Lever refused a request for what it asks for, or for its length; else the status is null. */
export function refusedStatus(error: unknown): 400 | 414 | null {
  const status = error instanceof LeverError ? error.details.status : undefined;
  return status === 400 || status === 414 ? status : null;
}

/** Whether Lever took them as they are. */
async function readOrHalve(lever: LeverClient, batches: ValueBatches, values: readonly string[]): Promise<boolean> {
  try {
    await batches.read(values);
    return true;
  } catch (error) {
    const status = refusedStatus(error);
    if (status === null || values.length === 1) batches.failed(values, toError(error));
    else await readHalves(lever, batches, values, status);
    return false;
  }
}

async function readHalves(
  lever: LeverClient,
  batches: ValueBatches,
  values: readonly string[],
  status: 400 | 414,
): Promise<void> {
  const { list, parameter } = batches;
  const half = Math.ceil(values.length / 2);
  if (status === 414) await learnMostValues(lever, list, parameter, half);
  const halves = [values.slice(0, half), values.slice(half)];
  const areTaken = await Promise.all(halves.map((part) => readOrHalve(lever, batches, part)));
  if (status === 400 && areTaken.every(Boolean)) await learnMostValues(lever, list, parameter, half);
}

function factOf({ path }: LeverEndpoint<unknown>, parameter: string): string {
  return `most-values ${path} ${parameter}`;
}
