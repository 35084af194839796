import { linksOf } from "../../identity/links.js";
import { booleanOf, filledTextOf, idOf, objectOf, required, textOf, textsOf } from "../../lever/reading.js";
import type { Fetched } from "../../lever/client.js";
import { madeOnce } from "../../loading/made-once.js";
import { toPhones } from "../contact-details/phone.js";
import { keyOf } from "../entity-reference.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import type { Candidate } from "./candidate.js";
import { singleContact } from "./contact.lever.js";
import type { ContactWire } from "./contact.wire.js";

/**
 * The person of an opportunity: everything a contact has is on each of its opportunities too, so that no request is
 * needed. Lever docs, "Opportunities > Opportunity attributes".
 */
export const candidateOf = madeOnce((opportunity: Opportunity): Candidate => {
  const { connectionId, candidateExternalId, name, headline, emails, phones, location, links } = opportunity;
  return {
    ...keyOf(connectionId, candidateExternalId),
    name,
    title: headline,
    emails,
    phones,
    location,
    links,
    ...linksOf(links),
    isAnonymized: opportunity.isAnonymized,
    fetchedAt: opportunity.fetchedAt,
  };
});

/**
 * The border: a contact that no visible opportunity leads to. Its links are known from opportunities only.
 * Lever docs, "Contacts > Contact attributes".
 */
export function toCandidate(connectionId: string, { value: wire, fetchedAt }: Fetched<ContactWire>): Candidate {
  return {
    ...keyOf(connectionId, required(idOf(wire.id), "id", singleContact, connectionId)),
    name: textOf(wire.name),
    title: filledTextOf(wire.headline),
    emails: textsOf(wire.emails),
    phones: toPhones(wire.phones),
    location: filledTextOf(objectOf(wire.location)?.["name"] ?? wire.location),
    links: null,
    linkedinUrl: null,
    githubUrl: null,
    findemProfileUrl: null,
    isAnonymized: booleanOf(wire.isAnonymized),
    fetchedAt,
  };
}
