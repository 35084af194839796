import type { LinkKind, LinkStore, MergedContact, SyncStore } from "../store/store.js";
import type { Digester } from "../vault/vault.js";

/** An address or link in canonical form, or the id of a profile of Findem's. */
export interface PersonLink {
  readonly kind: LinkKind;
  readonly text: string;
}

/** What was seen of a person. */
export interface LinkedPerson {
  readonly contactId: string;
  readonly links: readonly PersonLink[];
  /** Nothing else is theirs. */
  readonly isWhole: boolean;
  /** They are to be found by nothing any more, what was exported to them neither. */
  readonly isAnonymous: boolean;
}

/** What the index is made of. */
export interface LinkIndexParts {
  readonly links: LinkStore;
  readonly sync: Pick<SyncStore, "read">;
  readonly digester: Digester;
}

/**
 * Who has which address or link, of the people of each connection. What is kept are keyed digests, of the connection
 * too: the same person in two accounts leaves nothing in common.
 */
export class LinkIndex {
  constructor(private readonly parts: LinkIndexParts) {}

  /** When the last complete sync began, milliseconds since the Unix epoch; null: the index is not complete yet. */
  async completeSince(connectionId: string): Promise<number | null> {
    return (await this.parts.sync.read(connectionId))?.completeSince ?? null;
  }

  /** How many opportunities the last complete full sync read; null: none has ended yet. */
  async sizeOf(connectionId: string): Promise<number | null> {
    return (await this.parts.sync.read(connectionId))?.fullTotal ?? null;
  }

  /** The contacts that each of the links leads to, in the order of `links`; asks the database once for all. */
  async find(connectionId: string, links: readonly PersonLink[]): Promise<readonly (readonly string[])[]> {
    const digests = links.map((link) => this.#digest(connectionId, link));
    const found = new Map<string | null, string[]>();
    const known = digests.filter((digest) => digest !== null);
    for (const { digest, contactId } of known.length === 0 ? [] : await this.parts.links.find(connectionId, known)) {
      found.set(digest, [...(found.get(digest) ?? []), contactId]);
    }
    return digests.map((digest) => found.get(digest) ?? []);
  }

  /** Takes in what was seen of people. */
  learn(connectionId: string, generation: number, people: readonly LinkedPerson[]): Promise<void> {
    const digested = people.map(({ contactId, links, isWhole, isAnonymous }) => ({
      contactId,
      links: links.flatMap((link) => {
        const digest = this.#digest(connectionId, link);
        return digest === null ? [] : [{ kind: link.kind, digest }];
      }),
      isWhole,
      isAnonymous,
    }));
    return this.parts.links.learn(connectionId, generation, digested);
  }

  /** Keeps that a profile was exported to a contact. */
  async learnExport(connectionId: string, profileId: string, contactId: string): Promise<void> {
    const digest = this.#digest(connectionId, { kind: "EXPORTED", text: profileId });
    if (digest !== null) await this.parts.links.learnExport(connectionId, digest, contactId);
  }

  /** Contacts that were merged into others; their opportunities have been learned as those' already. */
  follow(connectionId: string, merged: readonly MergedContact[]): Promise<void> {
    return this.parts.links.follow(connectionId, merged);
  }

  /** Opportunities that were deleted. */
  forgetOpportunities(connectionId: string, opportunityIds: readonly string[]): Promise<void> {
    return this.parts.links.forgetOpportunities(connectionId, opportunityIds);
  }

  /** Removes what was not seen since `generation` began. */
  sweep(connectionId: string, generation: number): Promise<void> {
    return this.parts.links.sweep(connectionId, generation);
  }

  /** Null for half a character, which has no bytes to make a digest of, and names nobody. */
  #digest(connectionId: string, { kind, text }: PersonLink): string | null {
    if (/\p{Surrogate}/u.test(text)) return null;
    return this.parts.digester.digest("link-index", `${connectionId} ${kind} ${text}`);
  }
}
