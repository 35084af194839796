import type { EntityCache, Fetched } from "../client.js";
import { approximateBytes } from "./approximate-bytes.js";
import type { ConnectionCache } from "./connection-cache.js";
import { partOf, resourceOfKind } from "./entry.js";

/** For whom entities are kept. */
export interface EntityScope {
  readonly noCache: boolean;
  readonly seesConfidential: boolean;
  /** So many were there. */
  readonly onHits: (count: number) => void;
}

/** See {@link EntityCache}: over the same store, the same stamps and the same generations as whole answers. */
export function entityCache(cache: ConnectionCache, { noCache, seesConfidential, onHits }: EntityScope): EntityCache {
  const prefixOf = (kind: string) => `ENTITY ${seesConfidential ? "all" : "plain"} ${kind} `;
  return {
    getMany: async <Value>(kind: string, keys: readonly string[]) => {
      if (noCache || keys.length === 0) return keys.map(() => undefined);
      const parts = [partOf(0, resourceOfKind(kind)), partOf(Infinity, resourceOfKind(kind))];
      const prefix = prefixOf(kind);
      const found = await cache.findFresh(
        parts,
        keys.map((key) => prefix + key),
      );
      onHits(found.reduce((count, entry) => (entry ? count + 1 : count), 0));
      return found.map((entry): Fetched<Value> | undefined => {
        return entry && { value: entry.value as Value, fetchedAt: entry.fetchedAt };
      });
    },
    setMany: async (kind, entries, maxAgeMs) => {
      const part = partOf(maxAgeMs, resourceOfKind(kind));
      const present = await cache.present(part);
      const prefix = prefixOf(kind);
      const since = Math.max(present.whole.since, present.part.since);
      cache.keep(
        entries
          .filter(([, { fetchedAt }]) => fetchedAt >= since)
          .map(([key, fetched]) => [
            prefix + key,
            { part, present, maxAgeMs, fetched, bytes: approximateBytes(fetched.value) },
          ]),
      );
    },
  };
}
