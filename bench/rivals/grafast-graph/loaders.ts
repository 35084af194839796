import { loadManyLoader, loadOneLoader } from "grafast";
import type { LeverHttp } from "../lever/lever-http.js";
import type { ApplicationWire, PartWires, PostingWire, StageWire, UserWire } from "../lever/wire.js";

/** Relations of an opportunity that `expand` brings. */
const EXPANDABLE = ["applications", "contact", "owner", "stage"];

/** More postings than this are read by their list. */
const FEW_POSTINGS = 2;

/** An opportunity whose relations came with it, as far as they were asked for. */
export interface ExpandedOpportunity {
  readonly id: string;
  readonly name: string | null;
  readonly emails: readonly string[];
  readonly contact: string | { readonly id: string; readonly name: string | null; readonly emails: readonly string[] };
  readonly stage: StageWire;
  readonly owner: UserWire | null;
  readonly applications: readonly ApplicationWire[];
}

/** Which list of opportunities; by its text, so that equal ones are one. */
export interface ListLookup {
  readonly limit: number;
  readonly stageIds: readonly string[] | null;
}

/** An opportunity as it is referred to: with the contact's id it can be read in a batch. */
export interface OpportunityLookup {
  readonly id?: string;
  readonly externalId?: string;
  readonly candidateExternalId?: string;
}

/** Something that belongs to an opportunity; `user` as the id, or expanded. */
export interface PartRow {
  readonly id: string;
  readonly user?: unknown;
}

/** One person and what is theirs. */
export interface Match {
  readonly id: string;
  readonly rows: readonly ExpandedOpportunity[];
}

/** Whatever attributes the plan needs of them decides what `expand` brings: Grafast's way to the fewest requests. */
export function createLoaders(http: LeverHttp) {
  const expandOf = (attributes: readonly PropertyKey[]): readonly string[] =>
    EXPANDABLE.filter((name) => attributes.includes(name));
  const byContacts = async (contactIds: readonly string[], expand: readonly string[]) => {
    const rows = await http.all<ExpandedOpportunity>("/opportunities", {
      contact_id: [...new Set(contactIds)],
      expand,
    });
    return contactIds.map((id) => rows.filter((row) => contactOf(row) === id));
  };
  return {
    opportunityList: loadManyLoader<string, ExpandedOpportunity>({
      name: "opportunityList",
      load: (lookups, { attributes }) =>
        Promise.all(
          lookups.map(async (lookup) => {
            const { limit, stageIds } = JSON.parse(lookup) as ListLookup;
            const filter = stageIds === null ? {} : { stage_id: stageIds, archived: false };
            const query = { limit, ...filter, expand: expandOf(attributes) };
            return (await http.page<ExpandedOpportunity>("/opportunities", query)).data;
          }),
        ),
    }),
    opportunity: loadOneLoader<OpportunityLookup, ExpandedOpportunity>({
      name: "opportunity",
      load: async (lookups, { attributes }) => {
        const expand = expandOf(attributes);
        const hinted = lookups.flatMap(({ candidateExternalId }) => candidateExternalId ?? []);
        const found = hinted.length > 0 ? (await byContacts(hinted, expand)).flat() : [];
        const known = new Map(found.map((row) => [row.id, row]));
        return Promise.all(
          lookups.map((lookup) => {
            const id = lookup.externalId ?? lastPart(lookup.id ?? "");
            return known.get(id) ?? http.one<ExpandedOpportunity>(`/opportunities/${id}`, { expand });
          }),
        );
      },
    }),
    opportunitiesByContact: loadManyLoader<string, ExpandedOpportunity>({
      name: "opportunitiesByContact",
      load: (contactIds, { attributes }) => byContacts(contactIds, expandOf(attributes)),
    }),
    matches: loadManyLoader<readonly string[], Match>({
      name: "matches",
      load: (lookups) =>
        Promise.all(
          lookups.map(async (emails) => {
            const found = await Promise.all(
              emails.map((email) => http.all<ExpandedOpportunity>("/opportunities", { email, expand: "stage" })),
            );
            const contacts = [...new Set(found.flat().map(contactOf))];
            return contacts.map((id) => ({ id, rows: found.flat().filter((row) => contactOf(row) === id) }));
          }),
        ),
    }),
    posting: loadOneLoader<string, PostingWire>({
      name: "posting",
      load: async (ids) => {
        if (ids.length <= FEW_POSTINGS) return Promise.all(ids.map((id) => http.one<PostingWire>(`/postings/${id}`)));
        const rows = new Map((await http.all<PostingWire>("/postings")).map((row) => [row.id, row]));
        return ids.map((id) => rows.get(id) ?? http.one<PostingWire>(`/postings/${id}`));
      },
    }),
    part: (kind: keyof PartWires) =>
      loadManyLoader<string, PartRow>({
        name: kind,
        load: (ids, { attributes }) => {
          const expand = attributes.includes("user") ? ["user"] : [];
          return Promise.all(ids.map((id) => http.all<PartRow>(`/opportunities/${id}/${kind}`, { expand })));
        },
      }),
    /** All active opportunities, in one walk; the stages' names come with them. */
    activeStages: async (): Promise<readonly StageWire[]> => {
      const rows = await http.all<ExpandedOpportunity>("/opportunities", { archived: false, expand: "stage" });
      return rows.map(({ stage }) => stage);
    },
  };
}

/** Lever's id: the last part of the graph's. */
export function lastPart(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

function contactOf({ contact }: ExpandedOpportunity): string {
  return typeof contact === "string" ? contact : contact.id;
}
