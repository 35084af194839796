import type { LeverClient, PathParameters } from "../lever/client.js";
import type { LeverEndpoint } from "../lever/endpoint.js";
import { LeverError } from "../lever/errors.js";
import { unlessMissing } from "./unless-missing.js";

/** The list that an object stands in, where it is visible. */
export interface ListOfVisible<Wire> {
  readonly endpoint: LeverEndpoint<Wire>;
  readonly parameters?: PathParameters;
  /** Reads a row of the list by itself, from the endpoint that the object was read from. */
  readonly again: (row: Wire) => Promise<unknown>;
}

/**
 * A single object, or null where it is not there or not visible.
 *
 * Lever answers 403 to one object that the key may not see (a confidential one) as well as to a key without the
 * permission. They are told apart by the list: where that is refused too, or one of its rows is refused when it is read
 * by itself, the permission is missing. Lever docs, "Confidential data" and "Errors".
 */
export async function unlessHidden<Value, Wire>(
  lever: LeverClient,
  reading: Promise<Value>,
  list: ListOfVisible<Wire>,
): Promise<Value | null> {
  try {
    return await unlessMissing(reading);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    if (await isPermissionMissing(lever, list)) throw error;
    return null;
  }
}

async function isPermissionMissing<Wire>(lever: LeverClient, list: ListOfVisible<Wire>): Promise<boolean> {
  const { endpoint, parameters = {}, again } = list;
  const page = await unlessForbidden(lever.page(endpoint, parameters, { limit: 1 }));
  if (page === null) return true;
  const [visible] = page.rows;
  if (visible === undefined) return false;
  return (await unlessForbidden(unlessMissing(again(visible)).then(() => "read"))) === null;
}

async function unlessForbidden<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof LeverError && error.code === "FORBIDDEN";
}
