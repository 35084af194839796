import { getNamedType, type GraphQLSchema, isObjectType } from "graphql";
import type { SandboxData } from "../../../sandbox/data.js";
import { FEATURED_POSTING_ID } from "../../../sandbox/seed/postings.js";
import type { Answer, As, TestSubgraph } from "../../support/subgraph.js";
import { wholeSelection } from "../../support/whole-selection.js";

/** What came of all operations, sent through one key. */
export interface Walked {
  /** "Type.field" -> the permissions that its errors name; the code of an error that names none. */
  readonly failures: ReadonlyMap<string, ReadonlySet<string>>;
  /** Where there was a value, without the places in lists: "atsOpportunity.notes.text". */
  readonly filled: ReadonlySet<string>;
  /** Where there was an error, likewise. */
  readonly failed: ReadonlySet<string>;
}

/** An operation of the walk. */
export interface Operation {
  readonly source: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Who and what is asked for. */
export interface Places {
  readonly opportunity: string;
  readonly contact: string;
  /** Two that no other operation asks for. */
  readonly others: readonly [string, string];
  /** Its stage and its archive reason are in no list. */
  readonly odd: string;
  /** Somebody without an opportunity. */
  readonly lonely: string;
  readonly requisition: string;
}

/** Puts into the sandbox what Lever's lists lack and single reads are for. */
export function prepare(data: SandboxData): Places {
  const person = [...data.contacts.values()].find(({ emails }) => emails.includes("priya.raman@example.test"));
  const rows = [...data.opportunities.values()].filter(({ confidentiality }) => confidentiality === "non-confidential");
  const own = rows
    .filter(({ contact }) => contact === person?.id)
    .sort((one, other) => one.createdAt - other.createdAt);
  const [odd, first, second] = rows.filter(({ contact, archived }) => contact !== person?.id && archived === null);
  const [requisition] = [...data.requisitions.values()];
  const opportunity = own[1];
  if (!person || !opportunity || !odd || !first || !second || !requisition) throw new Error("The seed has changed");
  data.contacts.set("lonely", { ...person, id: "lonely", emails: ["lonely@example.test"] });
  data.opportunities.set("odd", {
    ...{ ...odd, id: "odd", stage: "gone-stage" },
    archived: { reason: "gone-reason", archivedAt: odd.createdAt },
    stageChanges: odd.stageChanges.map((change) => ({ ...change, toStageId: "gone-stage" })),
  });
  return {
    ...{ opportunity: opportunity.id, contact: person.id, others: [first.id, second.id], odd: "odd" },
    ...{ lonely: "lonely", requisition: requisition.id },
  };
}

/** What is asked for by its id only. */
function references({ requisition }: Places) {
  return [
    { __typename: "AtsPosting", id: FEATURED_POSTING_ID },
    { __typename: "AtsRequisition", id: requisition },
    { __typename: "AtsUser", id: "no-such-user" },
    { __typename: "AtsStage", id: "no-such-stage" },
    { __typename: "AtsArchiveReason", id: "no-such-reason" },
    { __typename: "Profile", id: "p1", emails: ["priya.raman@example.test"] },
  ];
}

/** Every query of the graph, and every field: first what is asked for by its id, while no list is at hand. */
export function operations(schema: GraphQLSchema, connection: string, places: Places): readonly Operation[] {
  const id = (external: string): string => `${connection}.${external}`;
  const whole = (type: string): string => wholeSelection(schema, type, ["Opportunity.candidate"]);
  return [
    {
      source: `query ($ids: [ID!]!) { atsOpportunities(ids: $ids) { name } }`,
      variables: { ids: places.others.map(id) },
    },
    ...(["opportunity", "odd"] as const).map((which) => ({
      source: `query ($id: ID!) { atsOpportunity(id: $id) { ${whole("Opportunity")} } }`,
      variables: { id: id(places[which]) },
    })),
    ...(["contact", "lonely"] as const).map((which) => ({
      source: `query ($id: ID!) { atsCandidate(id: $id) { ${whole("Candidate")} } }`,
      variables: { id: id(places[which]) },
    })),
    ...references(places).map(({ __typename, id: external, ...others }) => ({
      source: `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on ${__typename} { ${whole(__typename)} } } }`,
      variables: { representations: [{ __typename, id: id(external), ...others }] },
    })),
    {
      source: `query ($id: ID!) { atsConnection(id: $id) { ${whole("AtsConnection")} } }`,
      variables: { id: connection },
    },
    {
      source: `query ($input: SaveStageMappingInput!) { previewStageMapping(input: $input) { enteringInbound } }`,
      variables: { input: emptyMapping(connection) },
    },
    { source: `{ atsConnections { id } matchAtsCandidates(emails: ["li.na@example.test"]) { candidate { name } } }` },
  ];
}

function emptyMapping(connectionId: string): object {
  const nothing = { inboundStageIds: [], advanceExcludedStageIds: [], rejectExcludedReasonIds: [], findemStages: [] };
  return { connectionId, expectedVersion: 0, ...nothing };
}

/** The connection to ask through, the only one of its account. */
export interface Through {
  readonly connection: string;
  readonly places: Places;
  readonly as: As;
}

/** Sends all operations through a connection. */
export async function walk(graph: TestSubgraph, schema: GraphQLSchema, through: Through): Promise<Walked> {
  const { connection, places, as } = through;
  const failures = new Map<string, Set<string>>();
  const [filled, failed] = [new Set<string>(), new Set<string>()];
  const fail = (coordinate: string, reason: unknown): void => {
    failures.set(coordinate, (failures.get(coordinate) ?? new Set()).add(String(reason)));
  };
  for (const { source, variables = {} } of operations(schema, connection, places)) {
    const { data, errors } = await graph.query(source, variables, as);
    fill(data, [], filled);
    for (const { path = [], extensions } of errors) {
      failed.add(placeOf(path).join("."));
      fail(coordinateOf(schema, path, variables), extensions["permission"] ?? extensions["code"]);
    }
  }
  for (const [coordinate, permission] of await openFiles(graph, through)) fail(coordinate, permission);
  return { failures, filled, failed };
}

/** Asks for a link to a file of each kind, and opens the links that the graph gave. */
async function openFiles(
  graph: TestSubgraph,
  { connection, as }: Through,
): Promise<readonly (readonly [string, unknown])[]> {
  const { opportunity, files } = documentsOf(graph.sandbox.data);
  const failures: (readonly [string, unknown])[] = [];
  for (const file of files) {
    const { data }: Answer = await graph.query(
      `mutation ($input: CreateAtsFileLinkInput!) { createAtsFileLink(input: $input) { url userErrors { permission } } }`,
      { input: { fileId: `${connection}.${opportunity}.${file}` } },
      as,
    );
    const { url, userErrors } = data.createAtsFileLink as { url: string | null; userErrors: { permission: string }[] };
    for (const { permission } of userErrors) failures.push(["Mutation.createAtsFileLink", permission]);
    if (url === null) continue;
    const response = await fetch(url);
    const text = await response.text();
    if (!response.ok) failures.push(["AtsFile.downloadUrl", permissionIn(text)]);
  }
  return failures;
}

function permissionIn(body: string): unknown {
  const { errors } = JSON.parse(body) as { errors: { extensions: Record<string, unknown> }[] };
  return errors[0]?.extensions["permission"] ?? errors[0]?.extensions["code"];
}

/** An opportunity that has a file, a resume and an offer's document. */
function documentsOf({ opportunities, files, resumes, offers }: SandboxData) {
  for (const { id, confidentiality } of opportunities.values()) {
    if (confidentiality === "confidential") continue;
    const file = [...files.values()].find((row) => row.opportunityId === id);
    const resume = [...resumes.values()].find((row) => row.opportunityId === id);
    const offer = [...offers.values()].find((row) => row.opportunityId === id && row.sentDocument != null);
    if (file && resume && offer) {
      return { opportunity: id, files: [file.id, `${resume.id}.resume`, `${offer.id}.sent`] };
    }
  }
  throw new Error("No opportunity has all kinds of documents");
}

function placeOf(path: readonly (string | number)[]): readonly string[] {
  return path.filter((step) => typeof step === "string");
}

/** The field of the schema that a path of an answer ends at. */
function coordinateOf(
  schema: GraphQLSchema,
  path: readonly (string | number)[],
  variables: Readonly<Record<string, unknown>>,
): string {
  const representations = variables["representations"] as readonly { __typename: string }[] | undefined;
  const isEntity = path[0] === "_entities";
  let type = isEntity ? (representations?.[Number(path[1])]?.__typename ?? "") : "Query";
  let coordinate = type;
  for (const name of placeOf(isEntity ? path.slice(1) : path)) {
    const parent = schema.getType(type);
    if (!isObjectType(parent)) throw new Error(`${type} has no fields`);
    coordinate = `${type}.${name}`;
    const field = parent.getFields()[name];
    type = field ? getNamedType(field.type).name : "";
  }
  return coordinate;
}

function fill(value: unknown, place: readonly string[], filled: Set<string>): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) fill(item, place, filled);
  } else if (typeof value === "object" && place.at(-1) !== "value") {
    for (const [name, inner] of Object.entries(value)) fill(inner, [...place, name], filled);
  } else {
    filled.add(place.join("."));
  }
}
