import { nullableMember, textMember } from "../routing/body-member.js";
import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select } from "../routing/selection.js";
import { contactShape } from "../shapes/contact.shape.js";
import { rowOf } from "./find.js";
import { emailsMember, phonesMember } from "./opportunities/create-body.js";
import { touchAllOf } from "./touch.js";

/** Lever docs, "Contacts": there is no list. */
export const contactRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    template: "/contacts/:contact",
    query: INCLUDE_PARAMETER,
    answer: (call) =>
      objectAnswer(
        select(contactShape(rowOf(call.account.data.contacts, call, "contact", "contacts")), call.query, call),
      ),
  }),
  // Whether the rest is cleared isn't documented; a recorded call kept it. The recorded answer has no isAnonymized.
  defineRoute({
    method: "PUT",
    template: "/contacts/:contact",
    query: {},
    answer(call) {
      const contact = rowOf(call.account.data.contacts, call, "contact", "contacts");
      const { phones, ...members } = call.body.json({
        name: textMember,
        headline: nullableMember(textMember),
        location: nullableMember(textMember),
        emails: emailsMember,
        phones: phonesMember,
      });
      Object.assign(contact, members);
      if (phones !== undefined) contact.phones = phones.map(({ value = "", type = null }) => ({ value, type }));
      touchAllOf(contact, call.account);
      const { isAnonymized: _, ...shape } = contactShape(contact);
      return objectAnswer(shape);
    },
  }),
];
