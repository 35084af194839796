import type { SandboxData } from "../../sandbox/data.js";
import { scatteredRows } from "../account/bench-account.js";
import { changeStages } from "./change-stages.js";
import { pagesOf, rowsOfContacts } from "./formulas.js";
import type { Operation } from "./operation.js";

const BY_EMAIL = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Profile { atsCandidates { matchedBy candidate { id name emails opportunities { id stage { name } } } } }
  }
}`;

const BY_CONTACT = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Candidate { id name emails opportunities { id stage { name } owner { name } } }
  }
}`;

/** As the profiles subgraph asks, whose people have addresses. */
export const entitiesByEmail: Operation = {
  name: "O3",
  title: "`_entities`, 100 profiles by e-mail",
  floor:
    "min(addresses, ⌈T/100⌉): Lever documents one address a request, so each costs one, or the whole list; later one list of what changed",
  fewest: ({ data }) => ({
    cold: Math.min(emailsOf(data).length, pagesOf(data.opportunities.size)),
    warm: 0,
    revalidated: 1,
  }),
  ask: (graph, { data }, _run, headers) => {
    const representations = emailsOf(data).map((email, place) => ({
      __typename: "Profile",
      ...{ id: `p${place}`, emails: [email], linkedinUrl: null, githubUrl: null, findemProfileUrl: null },
    }));
    return graph.ask(BY_EMAIL, { representations }, headers);
  },
  change: (data, now) => changeStages(scatteredRows(data), data, now),
};

/** As another subgraph refers to people by our ids. */
export const entitiesByContact: Operation = {
  name: "O4",
  title: "`_entities`, 100 candidates by id with their opportunities",
  floor: "⌈M/100⌉: one list by contacts for each hundred rows; later one list of what changed",
  fewest: ({ data }) => ({ cold: pagesOf(rowsOfContacts(contactsOf(data), data)), warm: 0, revalidated: 1 }),
  ask: (graph, { connectionId, data }, _run, headers) => {
    const ids = contactsOf(data).map((contact) => `${connectionId}.${contact}`);
    return graph.ask(BY_CONTACT, { representations: ids.map((id) => ({ __typename: "Candidate", id })) }, headers);
  },
  change: (data, now) => changeStages(scatteredRows(data), data, now),
};

function contactsOf(data: SandboxData): readonly string[] {
  return scatteredRows(data).map(({ contact }) => contact);
}

function emailsOf(data: SandboxData): readonly string[] {
  return contactsOf(data).flatMap((contact) => data.contacts.get(contact)?.emails ?? []);
}
