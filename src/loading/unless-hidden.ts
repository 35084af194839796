import type { LeverClient, PathParameters } from "../lever/client.js";
import type { LeverEndpoint } from "../lever/endpoint.js";
import { LeverError } from "../lever/errors.js";
import { unlessMissing } from "./unless-missing.js";

/**
 * A single object, or null where it is not there or not visible.
 *
 * Lever answers 403 to one object that the key may not see (a confidential one) as well as to a key without the
 * permission. They are told apart by the list it stands in: where that is refused too, the permission is missing.
 * Lever docs, "Confidential data" and "Errors".
 */
export async function unlessHidden<Value>(
  lever: LeverClient,
  reading: Promise<Value>,
  list: { readonly endpoint: LeverEndpoint<unknown>; readonly parameters?: PathParameters },
): Promise<Value | null> {
  try {
    return await unlessMissing(reading);
  } catch (error) {
    if (!(error instanceof LeverError) || error.code !== "FORBIDDEN") throw error;
    if (await isRefused(lever.page(list.endpoint, list.parameters ?? {}, { limit: 1 }))) throw error;
    return null;
  }
}

async function isRefused(reading: Promise<unknown>): Promise<boolean> {
  try {
    await reading;
    return false;
  } catch (error) {
    if (error instanceof LeverError && error.code === "FORBIDDEN") return true;
    throw error;
  }
}
