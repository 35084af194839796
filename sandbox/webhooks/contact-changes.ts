import type { ContactRecord, SandboxData } from "../data.js";
import { uuidOf } from "../seed/random.js";
import type { Occurrence } from "./occurrence.js";
import { copyOf, isAlike, RowWatch, type Watched } from "./row-watch.js";

type Seen = Pick<ContactRecord, "name" | "headline" | "isAnonymized" | "location" | "emails" | "phones">;

const DETAILS: Watched<ContactRecord, Seen> = {
  see: ({ name, headline, isAnonymized, location, emails, phones }) =>
    copyOf({ name, headline, isAnonymized, location, emails, phones }),
  isSame: (row, seen) =>
    row.name === seen.name &&
    row.headline === seen.headline &&
    row.isAnonymized === seen.isAnonymized &&
    row.location === seen.location &&
    isAlike(row.emails, seen.emails) &&
    isAlike(row.phones, seen.phones),
};

/**
 * What happens to contacts. The names in the data of deliveries are not verified. Links are no part of a contact as the
 * API knows it, and whether a change of them is told isn't documented: here it isn't.
 */
export class ContactChanges {
  readonly #contacts;
  readonly #accountId: string;

  /** `now`: epoch milliseconds. */
  constructor(
    { contacts, company }: SandboxData,
    private readonly now: () => number,
  ) {
    this.#contacts = new RowWatch(contacts, DETAILS);
    this.#accountId = uuidOf(`account of ${company}`);
  }

  look(): readonly Occurrence[] {
    const { added, changed } = this.#contacts.look();
    const now = this.now();
    return [
      ...added.map(({ id }) => this.#occurrence("contactCreated", id, { createdAt: now })),
      ...changed.map(({ row }) => this.#occurrence("contactUpdated", row.id, { updatedAt: now })),
    ];
  }

  #occurrence(event: "contactCreated" | "contactUpdated", contactId: string, time: object): Occurrence {
    return { event, origin: null, data: { contactId, ...time, accountId: this.#accountId } };
  }
}
