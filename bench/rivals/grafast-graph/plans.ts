import { constant, context, first, get, lambda, list, loadMany, loadOne, type ObjectPlan, type Step } from "grafast";
import * as parts from "../lever/part-mapping.js";
import type { PartWires, StageWire } from "../lever/wire.js";
import type { Surroundings } from "../serve/surroundings.js";
import type { createLoaders, ListLookup, PartRow } from "./loaders.js";
import { lastPart } from "./loaders.js";

type Loaders = ReturnType<typeof createLoaders>;

/** What a bucket of the board is made of. */
interface Bucket {
  readonly findemStage: { readonly name: string } | null;
  readonly count: number;
  readonly stages: readonly { readonly name: string }[];
}

const lookupOf = (lookup: ListLookup): string => JSON.stringify(lookup);

/** Plans of the queries and of the connection. */
export function rootPlans(loaders: Loaders, { inboundStageIds, board }: Surroundings): Record<string, ObjectPlan> {
  const page = ($first: Step, stageIds: readonly string[] | null) =>
    loadMany(
      lambda($first, (limit) => lookupOf({ limit: Number(limit), stageIds })),
      loaders.opportunityList,
    );
  return {
    Query: {
      plans: {
        atsConnection: (_, { $id }) => $id as Step,
        atsOpportunity: (_, { $id }) =>
          loadOne(
            lambda($id as Step<string>, (id) => ({ id })),
            loaders.opportunity,
          ),
        _entities: (_, { $representations }) => $representations as Step,
      },
    },
    AtsConnection: {
      plans: {
        opportunities: (_, { $first }) => page($first as Step, null),
        inboundApplicants: (_, { $first }) => page($first as Step, inboundStageIds),
        pipeline: () => lambda(context(), async () => bucketsOf(await loaders.activeStages(), board)),
      },
    },
    OpportunityConnection: { plans: { nodes: ($page) => $page } },
  };
}

function bucketsOf(active: readonly StageWire[], board: Surroundings["board"]): readonly Bucket[] {
  const names = new Map(active.map(({ id, text }) => [id, text]));
  const mapped = board.map(({ name, stageIds }) => ({
    findemStage: { name },
    count: active.filter(({ id }) => stageIds.includes(id)).length,
    stages: stageIds.map((id) => ({ name: names.get(id) ?? "" })),
  }));
  return [...mapped, { findemStage: null, count: 0, stages: [] }];
}

/** Plans of opportunities and what belongs to them. */
export function opportunityPlans(loaders: Loaders, { connectionId }: Surroundings): Record<string, ObjectPlan> {
  const idOf = ($id: Step) => lambda($id as Step<string>, (id) => `${connectionId}.${id}`);
  const part = <Kind extends keyof PartWires, Shown>(
    kind: Kind,
    map: (rows: readonly PartWires[Kind][], toId: (id: string) => string) => Shown,
    attributes: readonly (keyof PartRow)[] = [],
  ) => {
    return ($opportunity: Step) => {
      const $id = get($opportunity, "id") as Step<string>;
      const $rows = loadMany($id, loaders.part(kind));
      $rows.addAttributes(new Set(attributes));
      return lambda(list([$id, $rows]), ([id, rows]) =>
        map(rows as unknown as readonly PartWires[Kind][], (partId) => `${connectionId}.${id as string}.${partId}`),
      );
    };
  };
  return {
    Opportunity: {
      plans: {
        id: ($opportunity) => idOf(get($opportunity, "id")),
        stage: ($opportunity) => get($opportunity, "stage"),
        owner: ($opportunity) => get($opportunity, "owner"),
        candidate: ($opportunity) => get($opportunity, "contact"),
        application: ($opportunity) => first(get($opportunity, "applications") as Step<readonly unknown[]>),
        files: part("files", parts.toFiles),
        resumes: part("resumes", parts.toResumes),
        interviews: part("interviews", parts.toInterviews),
        feedback: part("feedback", parts.toFeedback),
        notes: part("notes", parts.toNotes, ["user"]),
      },
    },
    AtsNote: { plans: { author: ($note) => get($note, "authorId") } },
    AtsStage: { plans: { name: ($stage) => lambda($stage as Step<StageWire>, (stage) => nameOf(stage)) } },
    AtsApplication: {
      plans: {
        type: ($application) => lambda(get($application, "type") as Step<string>, (type) => type.toUpperCase()),
        posting: ($application) => loadOne(get($application, "posting") as Step<string>, loaders.posting),
      },
    },
    AtsPosting: { plans: { title: ($posting) => get($posting, "text") } },
  };
}

/** Lever's stage, or one of the board's. */
function nameOf(stage: Partial<StageWire> & { readonly name?: string }): string {
  return stage.name ?? stage.text ?? "";
}

/** Plans of people. A person is their candidacies, whose rows tell the name and the addresses; or a contact of Lever's. */
export function peoplePlans(loaders: Loaders, { connectionId }: Surroundings): Record<string, ObjectPlan> {
  return {
    Candidate: {
      plans: {
        id: ($person) => lambda($person, (person) => `${connectionId}.${personOf(person).id}`),
        name: ($person) => lambda($person, (person) => personOf(person).name),
        emails: ($person) => lambda($person, (person) => personOf(person).emails),
        opportunities: ($person) => $person,
      },
    },
    Profile: {
      plans: {
        atsCandidates: ($profile) => loadMany(get($profile, "emails") as Step<readonly string[]>, loaders.matches),
      },
    },
    AtsCandidateMatch: {
      plans: {
        matchedBy: () => constant(["EMAIL"]),
        candidate: ($match) => get($match, "rows"),
      },
    },
  };
}

interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly emails: readonly string[];
}

/** A contact, or the first of the rows of one. */
function personOf(person: unknown): Person {
  const [row] = Array.isArray(person) ? (person as readonly (Person & { readonly contact: Person | string })[]) : [];
  if (row === undefined) return person as Person;
  const { contact, name, emails } = row;
  return { id: typeof contact === "string" ? contact : contact.id, name, emails };
}

/** What a reference of another subgraph leads to. */
export function entityPlan(loaders: Loaders) {
  return {
    planType: ($representation: Step) => ({
      $__typename: get($representation, "__typename") as Step<string>,
      planForType: ({ name }: { readonly name: string }) => {
        if (name === "Opportunity") return loadOne($representation, loaders.opportunity as never);
        if (name === "Profile") return $representation;
        const $contactId = lambda(get($representation, "id") as Step<string>, lastPart);
        return loadMany($contactId, loaders.opportunitiesByContact);
      },
    }),
  };
}
