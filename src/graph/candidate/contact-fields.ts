import { canonicalEmail } from "../../identity/emails.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { canonicalJson } from "../../writes/canonical-json.js";
import { type AtsPhoneInput, type PhoneBody, phoneBodies } from "../contact-details/phone-input.js";

/** All that can be written of a contact, as Lever takes it: the location is a text. Lever docs, "Update a contact". */
export interface ContactFields {
  readonly name: string;
  readonly headline: string;
  readonly location: string;
  readonly emails: readonly string[];
  readonly phones: readonly PhoneBody[];
}

/** What is to change: a field left out keeps its value, null clears it. */
export interface ContactChanges {
  readonly name?: string | null | undefined;
  readonly headline?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly emails?: readonly string[] | null | undefined;
  readonly phones?: readonly AtsPhoneInput[] | null | undefined;
}

/**
 * The changes as Lever takes them, cleared fields empty.
 * @throws GraphQLError BAD_USER_INPUT naming an address or a number that can't be one
 */
export function changedFields({ emails, phones, ...texts }: ContactChanges): Partial<ContactFields> {
  return {
    ...changedTexts(texts),
    ...(emails === undefined ? {} : { emails: checkedEmails(emails ?? []) }),
    ...(phones === undefined ? {} : { phones: phoneBodies(phones ?? [], "input.phones") }),
  };
}

function changedTexts({ name, headline, location }: ContactChanges): Partial<ContactFields> {
  return {
    ...(name === undefined ? {} : { name: name ?? "" }),
    ...(headline === undefined ? {} : { headline: headline ?? "" }),
    ...(location === undefined ? {} : { location: location ?? "" }),
  };
}

/** Whether two say the same. */
export function areSameFields(one: ContactFields, other: ContactFields): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function checkedEmails(emails: readonly string[]): readonly string[] {
  return emails.map((email, index) => {
    if (canonicalEmail(email) === null) throw badUserInput(`input.emails.${index}`, "not an email address");
    return email.trim();
  });
}
