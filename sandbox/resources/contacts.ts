import { defineRoute, objectAnswer, type Route } from "../routing/route.js";
import { INCLUDE_PARAMETER, select } from "../routing/selection.js";
import { contactShape } from "../shapes/contact.shape.js";
import { rowOf } from "./find.js";

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
];
