import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { ContactWire } from "./contact.wire.js";

export const singleContact = defineEndpoint<ContactWire>({
  path: "/contacts/:contact",
  permission: "find a contact",
  documentation: "Contacts > Retrieve a single contact",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});

/** Whether what is left out is cleared is not documented: the whole contact is sent. No `perform_as`. */
export const updateContact = defineEndpoint<never>({
  method: "PUT",
  path: "/contacts/:contact",
  permission: "update a contact",
  documentation: "Contacts > Update a contact",
});
