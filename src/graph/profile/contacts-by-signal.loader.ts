import type { ConnectionScope } from "../../context/connection-scope.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import type { OpportunityExpand } from "../../planning/expand.js";
import { SecretUnreadable } from "../../vault/vault.js";
import { contactsByAddress } from "./contacts-by-address.loader.js";
import type { AtsMatchSignal } from "./profile.js";

/** What somebody is looked for by, and what is to come with their opportunities. */
export interface SignalKey {
  readonly kind: AtsMatchSignal;
  /** In canonical form. */
  readonly text: string;
  readonly expand: readonly OpportunityExpand[];
  /** Nobody whom the index names shows it: Lever is asked, whatever the index says. For addresses alone. */
  readonly pastIndex?: boolean;
}

/** Contacts that a signal leads to. */
export interface SignalContacts {
  readonly contactIds: readonly string[];
  /** Lever itself says so now, or nobody can know better than we; else the person's rows have the last word. */
  readonly isSure: boolean;
  /** The index says so, as it was after the last sync. */
  readonly isIndexed: boolean;
}

/**
 * The contacts that signals lead to, through the link index: a hundred cost one question to the database and no request.
 * Lever can't be asked by link, so before a finished sync a link leads to nobody.
 *
 * Lever is asked for addresses alone: for all before a finished sync, and after it for those that nobody has in the
 * index, or nobody any more, since somebody may have come to Lever a minute ago. docs/decisions/0006-people-are-found-by-an-index.md
 */
export const contactsBySignal = defineLoader<ConnectionScope, SignalKey, SignalContacts>({
  name: "contactsBySignal",
  keyOf: ({ kind, text, expand, pastIndex = false }) =>
    `${kind} ${expand.includes("applications")} ${pastIndex} ${text}`,
  batch: async (scope, keys) => {
    const since = await scope.links.completeSince(scope.lever.connectionId);
    const known = await indexed(
      scope,
      keys.filter(({ kind, pastIndex }) => (since !== null || kind === "EXPORTED") && pastIndex !== true),
    );
    const unknown = keys.filter((key) => key.kind === "EMAIL" && (known.get(key)?.length ?? 0) === 0);
    const expand = [...new Set(unknown.flatMap((key) => key.expand))].sort();
    const addresses = [...new Set(unknown.map(({ text }) => text))];
    const asked = await contactsByAddress(scope, addresses, { since, expand });
    return each(keys, (key) => {
      const answer = unknown.includes(key) ? asked.get(key.text) : undefined;
      if (answer instanceof Error) return Promise.reject(answer);
      if (answer) return Promise.resolve({ ...answer, isIndexed: false });
      const contactIds = known.get(key) ?? [];
      return Promise.resolve({ contactIds, isSure: key.kind === "EXPORTED", isIndexed: true });
    });
  },
});

/** Where the index's key can't be opened, nobody is in it, and Lever is asked as before a sync. */
async function indexed(
  { links, lever }: ConnectionScope,
  keys: readonly SignalKey[],
): Promise<ReadonlyMap<SignalKey, readonly string[]>> {
  try {
    const found = await links.find(lever.connectionId, keys);
    return new Map(keys.map((key, place) => [key, found[place] ?? []]));
  } catch (error) {
    if (error instanceof SecretUnreadable) return new Map();
    throw error;
  }
}
