import type { ConnectionScope } from "../../context/connection-scope.js";
import { jsonBody, type LeverWrite } from "../../writes/lever-write.js";
import { NEW_ID } from "../../writes/planned-request.js";
import type { ContactFields } from "../candidate/contact-fields.js";
import { updateContact } from "../candidate/contact.lever.js";
import { readContactFields } from "../candidate/contact-write.loader.js";
import type { PhoneBody } from "../contact-details/phone-input.js";
import { hasFiles } from "./create-body.js";
import type { NewOpportunity } from "./new-opportunity.js";

/**
 * Whether the numbers are written to the contact once it is there: in a form, which files need, they have no documented
 * place. Lever docs, "Opportunities > Create an opportunity".
 */
export function writesPhonesAfterwards(fields: NewOpportunity): boolean {
  return fields.phones.length > 0 && hasFiles(fields);
}

/**
 * The write of the numbers: the whole contact as it is, and those that it lacks. Null where it has them all, or they
 * are not written by themselves. `fresh` reads past every cache; `contact`: $new for one that Lever is yet to make.
 */
export async function phonesWrite(
  fresh: ConnectionScope,
  fields: NewOpportunity,
  contact: string,
): Promise<LeverWrite | null> {
  if (!writesPhonesAfterwards(fields)) return null;
  const present = (contact === NEW_ID ? null : await readContactFields(fresh, contact)) ?? asCreated(fields);
  const missing = missingPhones(present, fields.phones);
  if (missing.length === 0) return null;
  const body: ContactFields = { ...present, phones: [...present.phones, ...missing] };
  return { endpoint: updateContact, parameters: { contact }, query: {}, body: jsonBody(body) };
}

/** Whether the contact has all of the numbers now. */
export async function hasPhones(fresh: ConnectionScope, fields: NewOpportunity, contact: string): Promise<boolean> {
  const present = await readContactFields(fresh, contact);
  return present !== null && missingPhones(present, fields.phones).length === 0;
}

function missingPhones(present: ContactFields, phones: readonly PhoneBody[]): readonly PhoneBody[] {
  return phones.filter(({ value }) => !present.phones.some((phone) => phone.value === value));
}

/** A new contact, as far as it is known what Lever makes of it. */
function asCreated({ name = "", headline = "", location = "", emails }: NewOpportunity): ContactFields {
  return { name, headline, location, emails, phones: [] };
}
