import type { ContactRecord, PhoneRecord } from "../../data.js";
import type { Account } from "../../routing/account.js";
import { badRequest } from "../../routing/refusal.js";
import type { CreateBody } from "./create-body.js";
import { canonicalEmail } from "./list-filter.js";

/** The person of a new opportunity, and whether it was known before. */
export interface PersonOf {
  readonly contact: ContactRecord;
  readonly deduped: boolean;
}

/**
 * Lever docs, "Create an opportunity": the contact that is named, else the one with one of the addresses, else a new
 * one. What an existing contact has wins; further addresses, numbers and links are added.
 */
export function personOf(body: CreateBody, account: Account): PersonOf {
  const existing = existingContact(body, account);
  if (existing === undefined) return { contact: newContact(body, account), deduped: false };
  addDetails(existing, body);
  return { contact: existing, deduped: true };
}

function addDetails(existing: ContactRecord, body: CreateBody): void {
  const { emails = [], links = [] } = body;
  const known = new Set(existing.emails.map(canonicalEmail));
  existing.emails = [...existing.emails, ...emails.filter((address) => !known.has(canonicalEmail(address)))];
  existing.links = [...new Set([...existing.links, ...links])];
  const numbers = new Set(existing.phones.map(({ value }) => value));
  existing.phones = [...existing.phones, ...phonesOf(body).filter(({ value }) => !numbers.has(value))];
  for (const member of ["name", "headline", "location"] as const) existing[member] ||= body[member] ?? null;
}

function existingContact({ contact, emails = [] }: CreateBody, { data }: Account): ContactRecord | undefined {
  if (contact !== undefined) {
    const named = data.contacts.get(contact);
    if (named === undefined) throw badRequest(`contacts ${contact} was not found`, "/contact");
    return named;
  }
  const addresses = new Set(emails.map(canonicalEmail));
  return [...data.contacts.values()].find((its) =>
    its.emails.some((address) => addresses.has(canonicalEmail(address))),
  );
}

function newContact(body: CreateBody, account: Account): ContactRecord {
  const { name = "", headline = "", location = "", emails = [], links = [] } = body;
  const contact: ContactRecord = {
    id: account.newId(),
    ...{ name, headline, location },
    emails: [...emails],
    phones: phonesOf(body),
    links: [...links],
    isAnonymized: false,
    dataProtection: null,
  };
  account.data.contacts.set(contact.id, contact);
  return contact;
}

function phonesOf({ phones = [] }: CreateBody): PhoneRecord[] {
  return phones.map(({ value = "", type = null }) => ({ value, type }));
}
