import type { OpportunityRecord } from "../../sandbox/data.js";
import { scatteredRows } from "../account/bench-account.js";
import { changeStages } from "./change-stages.js";
import { pagesOf, rowsOfContacts } from "./formulas.js";
import type { Operation, Subject } from "./operation.js";

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Opportunity { id name stage { name } owner { name } }
  }
}`;

/** As another subgraph refers to them that knows our ids only. */
export const entitiesByOpportunity: Operation = {
  name: "O2",
  title: "`_entities`, 100 opportunities by id, none of them ever seen",
  floor: "min(N, ⌈T/100⌉): single reads or the whole list; later one list of what changed",
  fewest: ({ data }) => ({
    cold: Math.min(scatteredRows(data).length, pagesOf(data.opportunities.size)),
    warm: 0,
    revalidated: 1,
  }),
  ask: (graph, subject, _run, headers) =>
    graph.ask(ENTITIES, { representations: representationsOf(subject, ({ id }) => byId(subject, id)) }, headers),
  change: (data, now) => changeStages(scatteredRows(data), data, now),
};

/** As another subgraph refers to them that has the hint as well. */
export const entitiesByOpportunityWithHint: Operation = {
  name: "O2 with contact",
  title: "the same by the key with `candidateExternalId`",
  floor: "⌈M/100⌉: one list by contacts for each hundred rows",
  fewest: (subject) => ({ cold: batchesOf(subject), warm: 0, revalidated: 1 }),
  ask: (graph, subject, _run, headers) =>
    graph.ask(
      ENTITIES,
      {
        representations: representationsOf(subject, ({ id, contact }) => ({
          connectionId: subject.connectionId,
          externalId: id,
          candidateExternalId: contact,
        })),
      },
      headers,
    ),
  change: (data, now) => changeStages(scatteredRows(data), data, now),
};

function representationsOf(
  { data }: Subject,
  keyOf: (row: OpportunityRecord) => Readonly<Record<string, string>>,
): readonly Readonly<Record<string, string>>[] {
  return scatteredRows(data).map((row) => ({ __typename: "Opportunity", ...keyOf(row) }));
}

function byId({ connectionId }: Subject, id: string) {
  return { id: `${connectionId}.${id}` };
}

function batchesOf({ data }: Subject): number {
  const contacts = scatteredRows(data).map(({ contact }) => contact);
  return pagesOf(rowsOfContacts(contacts, data));
}
