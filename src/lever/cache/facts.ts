import type { LeverFacts } from "../client.js";
import { approximateBytes } from "./approximate-bytes.js";
import type { ConnectionCache } from "./connection-cache.js";
import { partOf } from "./entry.js";

/** No write to Lever is about it: facts stay until their time, or until the connection is forgotten. */
const PART = partOf(Infinity, "facts");

/** See {@link LeverFacts}: over the same store and the same stamps as answers. */
export function leverFacts(cache: ConnectionCache): LeverFacts {
  return {
    get: async <Value>(name: string) => {
      const [entry] = await cache.find([PART], [keyOf(name)]);
      return entry && cache.isFresh(entry) ? (entry.value as Value) : undefined;
    },
    set: async (name, value, maxAgeMs) => {
      const present = await cache.present(PART);
      const fetched = { value, fetchedAt: cache.nowEpochMs };
      cache.keep([[keyOf(name), { part: PART, present, maxAgeMs, fetched, bytes: approximateBytes(value) }]]);
    },
  };
}

function keyOf(name: string): string {
  return `FACT ${name}`;
}
