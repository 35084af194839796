import type { ContactRecord } from "../data.js";
import type { Expander } from "../routing/selection.js";

/** A contact as Lever sends it: no links, and the location is an object. Lever docs, "Contacts > Contact attributes". */
export function contactShape(contact: ContactRecord) {
  const { id, name, headline, location, emails, phones, isAnonymized } = contact;
  return {
    id,
    name,
    headline,
    isAnonymized,
    ...(location === null ? {} : { location: { name: location } }),
    emails,
    phones,
  };
}

/** The contact of an id. */
export const expandContact: Expander = (id, { account }) => {
  const contact = account.data.contacts.get(id);
  return contact === undefined ? null : contactShape(contact);
};
