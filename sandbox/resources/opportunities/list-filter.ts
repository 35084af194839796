import type { ApplicationRecord, ListHabits, OpportunityRecord, SandboxData } from "../../data.js";
import type { Account } from "../../routing/account.js";
import { badRequest } from "../../routing/refusal.js";
import { isWithin } from "../range.js";
import type { ListQuery } from "./list-query.js";

type Filter = (opportunity: OpportunityRecord) => boolean;

/** What all the filters of a query let through: the values of one are a union, different ones all have to hold. */
export function filterOf(query: ListQuery, account: Account): Filter {
  const filters = [
    anyOf(query.contact_id, ({ contact }) => [contact]),
    emailFilter(addressesIn(query.email, account.data.habits), account.data),
    anyOf(query.stage_id, ({ stage }) => [stage]),
    anyOf(query.origin, ({ origin }) => [origin]),
    anyOf(query.tag, ({ tags }) => tags),
    anyOf(query.source, ({ sources }) => sources),
    anyOf(query.location, ({ opportunityLocation }) =>
      opportunityLocation === undefined ? [] : [opportunityLocation],
    ),
    anyOf(query.archive_reason_id, ({ archived }) => (archived === null ? [] : [archived.reason])),
    anyOf(
      query.posting_id,
      postingsOf(account.data, ({ archived }) => archived === null),
    ),
    anyOf(
      query.archived_posting_id,
      postingsOf(account.data, ({ archived }) => archived !== null),
    ),
    stateFilter(query.archived, ({ archived }) => archived !== null),
    stateFilter(query.snoozed, ({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil > account.now()),
    ...timeFilters(query),
  ].filter((filter) => filter !== null);
  return (opportunity) => filters.every((filter) => filter(opportunity));
}

function anyOf(
  wanted: readonly string[] | undefined,
  valuesOf: (row: OpportunityRecord) => readonly string[],
): Filter | null {
  if (wanted === undefined) return null;
  const values = new Set(wanted);
  return (opportunity) => valuesOf(opportunity).some((value) => values.has(value));
}

function stateFilter(wanted: boolean | undefined, holds: Filter): Filter | null {
  return wanted === undefined ? null : (opportunity) => holds(opportunity) === wanted;
}

/** Lever docs, "List all opportunities": `email` finds the opportunities of contacts with the canonicalised address. */
function emailFilter(wanted: readonly string[] | undefined, { contacts }: SandboxData): Filter | null {
  if (wanted === undefined) return null;
  const addresses = new Set(wanted.map(canonicalEmail));
  return ({ contact, isAnonymized }) =>
    !isAnonymized && contacts.get(contact)?.emails.some((its) => addresses.has(canonicalEmail(its))) === true;
}

/** Those of several addresses that the account looks for; undefined: it doesn't filter. */
function addressesIn(
  given: readonly string[] | undefined,
  { severalEmails }: ListHabits,
): readonly string[] | undefined {
  if (given === undefined || given.length === 1) return given;
  switch (severalEmails) {
    case "refused":
      throw badRequest("email may be given once only");
    case "joined":
      return given;
    case "firstAlone":
      return given.slice(0, 1);
    case "lastAlone":
      return given.slice(-1);
    case "ignored":
      return undefined;
  }
}

/** What the case and blanks around it don't change. */
export function canonicalEmail(address: string): string {
  return address.trim().toLowerCase();
}

function postingsOf({ applications }: SandboxData, isWanted: (application: ApplicationRecord) => boolean) {
  return ({ applications: ids }: OpportunityRecord): readonly string[] =>
    ids.flatMap((id) => {
      const application = applications.get(id);
      return application?.posting != null && isWanted(application) ? [application.posting] : [];
    });
}

function timeFilters(query: ListQuery): Filter[] {
  return [
    ({ createdAt }) => isWithin(createdAt, query.created_at_start, query.created_at_end),
    ({ updatedAt }) => isWithin(updatedAt, query.updated_at_start, query.updated_at_end),
    ({ lastAdvancedAt }) => isWithin(lastAdvancedAt, query.advanced_at_start, query.advanced_at_end),
    ({ archived }) => isWithin(archived?.archivedAt ?? null, query.archived_at_start, query.archived_at_end),
  ];
}
