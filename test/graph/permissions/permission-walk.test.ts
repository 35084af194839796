import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDEM_NAMES, type PermissionName, PERMISSIONS } from "../../../sandbox/permissions.js";
import { PERMISSION_INSTEAD, PERMISSION_USES } from "../../../src/connections/permission-uses.js";
import {
  REQUIRED_READ_PERMISSIONS,
  REQUIRED_WRITE_PERMISSIONS,
} from "../../../src/connections/required-permissions.js";
import { createSubgraph } from "../../../src/federation/subgraph-schema.js";
import { slices } from "../../../src/graph/slices.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { type Places, prepare, walk, type Walked } from "./walk.js";

const REQUIRED = [...REQUIRED_READ_PERMISSIONS, ...REQUIRED_WRITE_PERMISSIONS];

/** Called because it costs less than the list that serves without it: nothing fails. */
const CALLED_FOR_NOTHING = ["find a user"];

/** What reads of the graph need, by permission; writes are walked elsewhere. */
const READS = Object.entries(PERMISSION_USES).flatMap(([permission, uses]) => {
  const reads = uses.filter((use) => !use.startsWith("Mutation.") || use === "Mutation.createAtsFileLink");
  return reads.length > 0 || CALLED_FOR_NOTHING.includes(permission) ? [{ permission, uses: reads }] : [];
});
const BEYOND = READS.filter(({ permission }) => !REQUIRED.includes(permission));

/**
 * Not everything that may need these lists does so in every answer: `expand` often brings stages and users, and a
 * reason is looked up only where the mapping names one.
 */
const OFTEN_SPARED: ReadonlySet<string> = new Set(["find all archive reasons", "find all stages", "find all users"]);

/** Lever documents no permission for what `expand` brings; the sandbox takes either of these for applications. */
const APPLICATIONS = ["find all opportunity applications", "find an opportunity application"];

const ALL = [...FINDEM_NAMES, ...BEYOND.map(({ permission }) => permission)];

const schema = createSubgraph(slices).schema;
let graph: TestSubgraph;
let places: Places;
const connections = new Map<string, string>();

beforeAll(async () => {
  graph = await startSubgraph({ sandbox: { opportunities: 40 } });
  places = prepare(graph.sandbox.data);
  await connect("all", ALL);
  await connect("Findem's", FINDEM_NAMES);
  for (const { permission } of READS) await connect(permission, ALL.filter(isNot(permission)));
  // What was read while connecting is not kept.
  await graph.restart();
});
afterAll(() => graph[Symbol.asyncDispose]());

/** A key with those permissions, connected in an account of its own. */
async function connect(name: string, permissions: readonly string[]): Promise<void> {
  const apiKey = `lever-sandbox-walk-key-${connections.size}`;
  graph.sandbox.addKey({ apiKey, name, permissions, confidential: true });
  connections.set(name, await graph.connect(apiKey, { account: accountOf(name) }));
}

/** Sends every operation through a connection, while nothing is kept of its account. */
function walkThrough(name: string): Promise<Walked> {
  graph.sandbox.clearRequests();
  return walk(graph, schema, { connection: connections.get(name) ?? "", places, as: { account: accountOf(name) } });
}

const accountOf = (name: string): string => name.replaceAll(/\W/g, "-");

/** All permissions but that; applications come with either of two. */
function isNot(permission: string): (name: string) => boolean {
  const without = APPLICATIONS.includes(permission) ? APPLICATIONS : [permission];
  return (name) => !without.includes(name);
}

/** The permissions of what was called. */
function permissionsCalled(): readonly string[] {
  const called = new Set(graph.sandbox.calls());
  return Object.entries(PERMISSIONS).flatMap(([name, calls]) => (calls.some((call) => called.has(call)) ? [name] : []));
}

const names = (of: readonly { readonly permission: string }[]): string[] => of.map(({ permission }) => permission);
const failing = ({ failures }: Walked): string[] => [...failures.keys()].sort();
const named = ({ failures }: Walked): string[] => [...new Set([...failures.values()].flatMap((some) => [...some]))];

describe("with every read permission that the graph has a use for", () => {
  let whole: Walked;

  beforeAll(async () => {
    whole = await walkThrough("all");
  });

  test("every field of the graph is answered, and exactly their endpoints are called", () => {
    expect(whole.failures).toEqual(new Map());
    const called = permissionsCalled();
    const expanded = called.filter((name) => APPLICATIONS.includes(name));
    expect(expanded).toEqual([]);
    const withEndpoint = names(READS).filter((name) => !APPLICATIONS.includes(name));
    expect([...called].sort()).toEqual([...withEndpoint].sort());
  });

  test("nothing that Lever has deprecated is called, nor what another permission serves for", () => {
    expect(graph.sandbox.requests.filter(({ path }) => path.startsWith("/candidates"))).toEqual([]);
    const spared = Object.keys(PERMISSION_INSTEAD).filter((name) => !(name in PERMISSION_USES));
    expect(permissionsCalled().filter((name) => spared.includes(name))).toEqual([]);
    expect(spared.length).toBeGreaterThan(20);
  });

  test.each(READS)("without '$permission', what needs it is null and names it, and all else stands", async (read) => {
    const { permission, uses } = read;
    const lacking = await walkThrough(permission);
    expect(named(lacking)).toEqual(uses.length === 0 ? [] : [permission]);
    if (OFTEN_SPARED.has(permission)) expect(failing(lacking).filter((field) => !uses.includes(field))).toEqual([]);
    else expect(failing(lacking)).toEqual([...uses].sort());
    expect(lost(whole, lacking)).toEqual([]);
  });
});

test("fields that Findem's list covers need nothing outside of it", async () => {
  const walked = await walkThrough("Findem's");
  expect(failing(walked)).toEqual([...new Set(BEYOND.flatMap(({ uses }) => uses))].sort());
  expect(named(walked).sort()).toEqual(names(BEYOND).sort());
  const granted = permissionsCalled().filter((name) => FINDEM_NAMES.includes(name as PermissionName));
  expect(granted.length).toBeGreaterThan(25);
});

/** What had a value and has none any more, though neither it nor what it is in failed. */
function lost(whole: Walked, lacking: Walked): readonly string[] {
  const isBelowFailure = (place: string): boolean =>
    [...lacking.failed].some((failed) => place === failed || place.startsWith(`${failed}.`));
  // A feed names in `missing` what it lacks, and whether a key sees confidential rows is found out by their list.
  const isOther = (place: string): boolean => place.includes(".activityFeed.") || place.endsWith(".confidentialAccess");
  return [...whole.filled].filter((place) => !lacking.filled.has(place) && !isBelowFailure(place) && !isOther(place));
}
