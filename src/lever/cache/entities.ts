import type { EntityCache, Fetched } from "../client.js";
import { approximateBytes } from "./approximate-bytes.js";
import type { ConnectionCache } from "./connection-cache.js";
import { partOf, resourceOfKind } from "./entry.js";

/** For whom entities are kept. */
export interface EntityScope {
  readonly noCache: boolean;
  readonly seesConfidential: boolean;
  /** One was there. */
  readonly onHit: () => void;
}

/** See {@link EntityCache}: over the same store, the same stamps and the same generations as whole answers. */
export function entityCache(cache: ConnectionCache, { noCache, seesConfidential, onHit }: EntityScope): EntityCache {
  const keyOf = (kind: string, key: string) => `ENTITY ${seesConfidential ? "all" : "plain"} ${kind} ${key}`;
  return {
    getMany: async <Value>(kind: string, keys: readonly string[]) => {
      if (noCache || keys.length === 0) return keys.map(() => undefined);
      const parts = [partOf(0, resourceOfKind(kind)), partOf(Infinity, resourceOfKind(kind))];
      const found = await cache.find(
        parts,
        keys.map((key) => keyOf(kind, key)),
      );
      return found.map((entry): Fetched<Value> | undefined => {
        if (!entry || !cache.isFresh(entry)) return undefined;
        onHit();
        return { value: entry.value as Value, fetchedAt: entry.fetchedAt };
      });
    },
    setMany: async (kind, entries, maxAgeMs) => {
      const part = partOf(maxAgeMs, resourceOfKind(kind));
      const present = await cache.present(part);
      const since = Math.max(present.whole.since, present.part.since);
      cache.keep(
        entries
          .filter(([, { fetchedAt }]) => fetchedAt >= since)
          .map(([key, fetched]) => [
            keyOf(kind, key),
            { part, present, maxAgeMs, fetched, bytes: approximateBytes(fetched.value) },
          ]),
      );
    },
  };
}
