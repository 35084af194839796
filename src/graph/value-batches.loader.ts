import type { LeverClient, ListedValues } from "../lever/client.js";
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
  /** What is to come with the rows. */
  readonly expand: readonly string[];
  /** Reads nothing where nobody else asks for other values just now: there is a way that costs no more. */
  readonly onlyWithOthers?: boolean;
  /** Reads what belongs to some of `own` values, with one list request and its further pages. */
  readonly read: (asked: AskedValues) => Promise<void>;
  /** Told of values that could not be read; a single one that Lever refuses (400, 414) too. */
  readonly failed: (values: readonly string[], error: Error) => void;
}

/** What one request is for. */
export interface AskedValues extends ListedValues {
  /** Those of the values that are wanted here; the others are somebody else's. */
  readonly own: readonly string[];
}

/**
 * Reads by as few requests as Lever takes: full ones, and the rest together with what others ask for at the same moment,
 * as far as it fits into one. Lever names no longest URL and no greatest number of values, so a refusal is
 * asked again in halves, each by who wants something in it. The smaller number is remembered after a 414, and after a 400 whose halves were both taken:
 * else one value was bad, and it fails alone.
 */
export async function readInBatches(lever: LeverClient, batches: ValueBatches): Promise<void> {
  const { list, parameter, values, expand } = batches;
  const most = await mostValues(lever, list, parameter);
  const fits = (some: readonly string[]): boolean => chunkValues(parameter, some, most).length <= 1;
  const chunks = chunkValues(parameter, values, most);
  const readChunk = async (own: readonly string[], place: number): Promise<void> => {
    const hasRoom = place === chunks.length - 1 && own.length < most;
    const alone = { values: own, expand };
    const asked = hasRoom ? await lever.gather(list, parameter, alone, fits) : alone;
    if (batches.onlyWithOthers && asked.values.length === own.length) return;
    await readOrHalve(lever, batches, { ...asked, own });
  };
  await Promise.all(chunks.map(readChunk));
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
async function readOrHalve(lever: LeverClient, batches: ValueBatches, asked: AskedValues): Promise<boolean> {
  try {
    await batches.read(asked);
    return true;
  } catch (error) {
    const status = refusedStatus(error);
    if (status === null || asked.values.length === 1) batches.failed(asked.own, toError(error));
    else await readHalves(lever, batches, asked, status);
    return false;
  }
}

async function readHalves(
  lever: LeverClient,
  batches: ValueBatches,
  { values, own, expand }: AskedValues,
  status: 400 | 414,
): Promise<void> {
  const { list, parameter } = batches;
  const half = Math.ceil(values.length / 2);
  if (status === 414) await learnMostValues(lever, list, parameter, half);
  const halves = [values.slice(0, half), values.slice(half)];
  const areTaken = await Promise.all(
    halves.map(async (part) => {
      const wanted = own.filter((value) => part.includes(value));
      // One that holds nothing of one's own is for others to ask for, and what becomes of it is not known here.
      return wanted.length > 0 && (await readOrHalve(lever, batches, { values: part, own: wanted, expand }));
    }),
  );
  if (status === 400 && areTaken.every(Boolean)) await learnMostValues(lever, list, parameter, half);
}

function factOf({ path }: LeverEndpoint<unknown>, parameter: string): string {
  return `most-values ${path} ${parameter}`;
}
