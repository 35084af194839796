import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";
import * as parts from "../lever/part-mapping.js";
import type {
  ApplicationWire,
  ContactWire,
  OpportunityWire,
  PartWires,
  PostingWire,
  StageWire,
  UserWire,
} from "../lever/wire.js";
import { externalIdOf } from "../serve/rival-context.js";
import type { Surroundings } from "../serve/surroundings.js";

/** What Mesh hands to resolvers: each of the source's operations, by its name. */
interface MeshContext {
  readonly Lever: { readonly Query: Readonly<Record<string, (call: SdkCall) => Promise<unknown>>> };
}

interface SdkCall {
  readonly root: unknown;
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: MeshContext;
  readonly info: GraphQLResolveInfo;
  readonly selectionSet: string;
}

type Resolver<Root> = GraphQLFieldResolver<Root, MeshContext, Readonly<Record<string, unknown>>>;

/** What each kind of thing is asked for. */
const FIELDS = {
  opportunity: "id name emails contact stage owner applications",
  contact: "id name emails",
  applications: "id type company posting",
  stage: "id text",
  user: "id name email",
  posting: "id text",
  notes: "id user fields { value } createdAt deletedAt",
  files: "id name size uploadedAt",
  resumes: "id createdAt parsedData { positions { org title } }",
  interviews: "id subject date interviewers { name }",
  feedback: "id text createdAt",
} as const;

/** Additional resolvers, as Mesh's documentation has them: each relation is one of the source's operations. */
export function meshResolvers({ connectionId, inboundStageIds, board }: Surroundings) {
  const idOf = (...ids: readonly string[]): string => [connectionId, ...ids].join(".");
  const page = (query: Readonly<Record<string, unknown>>): Resolver<unknown> => {
    return async (root, { first }, context, info) => {
      const args = { limit: first, ...query };
      return { nodes: await many<OpportunityWire>("opportunities", "opportunity", args, { root, context, info }) };
    };
  };
  const part = <Kind extends keyof PartWires>(
    kind: Kind,
    map: (rows: readonly PartWires[Kind][], toId: (id: string) => string) => unknown,
  ): Resolver<OpportunityWire> => {
    return async (root, _, context, info) => {
      const rows = await many<PartWires[Kind]>(kind, kind, { opportunity: root.id }, { root, context, info });
      return map(rows, (id) => idOf(root.id, id));
    };
  };
  return {
    Query: {
      atsConnection: (_: unknown, { id }: { readonly id: string }) => ({ id }),
      atsOpportunity: ((root, { id }, context, info) =>
        one<OpportunityWire>("opportunity", externalIdOf(String(id)), { root, context, info })) as Resolver<unknown>,
    },
    AtsConnection: {
      opportunities: page({}),
      inboundApplicants: page({ stage_id: inboundStageIds, archived: false }),
      pipeline: () => [...board.map(({ name, stageIds }) => ({ findemStage: { name }, stageIds })), { stageIds: [] }],
    },
    AtsPipelineBucket: bucketResolvers,
    Opportunity: {
      id: ({ id }: OpportunityWire) => idOf(id),
      stage: ((root, _, context, info) =>
        one<StageWire>("stage", root.stage, { root, context, info })) as Resolver<OpportunityWire>,
      owner: personResolver(({ owner }: OpportunityWire) => owner),
      candidate: ((root, _, context, info) =>
        one<ContactWire>("contact", root.contact, { root, context, info })) as Resolver<OpportunityWire>,
      application: (async (root, _, context, info) => {
        const args = { opportunity: root.id };
        const [first] = await many<ApplicationWire>("applications", "applications", args, { root, context, info });
        return first ?? null;
      }) as Resolver<OpportunityWire>,
      notes: part("notes", parts.toNotes),
      files: part("files", parts.toFiles),
      resumes: part("resumes", parts.toResumes),
      interviews: part("interviews", parts.toInterviews),
      feedback: part("feedback", parts.toFeedback),
    },
    Candidate: { id: ({ id }: ContactWire) => idOf(id) },
    AtsStage: { name: ({ text }: StageWire) => text },
    AtsNote: { author: personResolver(({ authorId }: { readonly authorId: string | null }) => authorId) },
    AtsApplication: {
      type: ({ type }: ApplicationWire) => type.toUpperCase(),
      posting: (async (root, _, context, info) =>
        root.posting &&
        one<PostingWire>("posting", root.posting, { root, context, info })) as Resolver<ApplicationWire>,
    },
    AtsPosting: { title: ({ text }: PostingWire) => text },
  };
}

const bucketResolvers = {
  count: (async (root, _, context, info) => {
    let count = 0;
    for (const stage of root.stageIds) count += await activeIn(stage, { root, context, info });
    return count;
  }) as Resolver<{ readonly stageIds: readonly string[] }>,
  stages: ((root, _, context, info) =>
    Promise.all(root.stageIds.map((id) => one<StageWire>("stage", id, { root, context, info })))) as Resolver<{
    readonly stageIds: readonly string[];
  }>,
};

function personResolver<Root>(idOf: (root: Root) => string | null): Resolver<Root> {
  return (root, _, context, info) => {
    const id = idOf(root);
    return id === null ? null : one<UserWire>("user", id, { root, context, info });
  };
}

type Call = Pick<SdkCall, "context" | "info" | "root">;

/** One object. @throws what Lever was answered with */
async function one<Row>(name: "contact" | "opportunity" | "posting" | "stage" | "user", id: string, call: Call) {
  const { data } = await ask<{ readonly data: Row }>(name, { [name]: id }, `{ data { ${FIELDS[name]} } }`, call);
  return data;
}

/** One page. */
async function many<Row>(
  name: string,
  kind: keyof typeof FIELDS,
  args: SdkCall["args"],
  call: Call,
): Promise<readonly Row[]> {
  return (await ask<{ readonly data: readonly Row[] }>(name, args, `{ data { ${FIELDS[kind]} } }`, call)).data;
}

/** All pages: there is no endpoint that counts. */
async function activeIn(stage: string, call: Call): Promise<number> {
  let count = 0;
  let offset: string | undefined;
  do {
    const args = { archived: false, stage_id: [stage], limit: 100, ...(offset === undefined ? {} : { offset }) };
    const page = await ask<{ readonly data: readonly unknown[]; readonly next?: string; readonly hasNext: boolean }>(
      ...(["opportunities", args, "{ data { id } next hasNext }", call] as const),
    );
    count += page.data.length;
    offset = page.hasNext ? page.next : undefined;
  } while (offset !== undefined);
  return count;
}

async function ask<Answer>(name: string, args: SdkCall["args"], selectionSet: string, call: Call): Promise<Answer> {
  const operation = call.context.Lever.Query[name];
  if (operation === undefined) throw new Error(`The source has no operation ${name}`);
  const answer = await operation({ ...call, args, selectionSet });
  // Mesh hands failures on as values.
  if (answer instanceof Error) throw answer;
  return answer as Answer;
}
