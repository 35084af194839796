import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ContactRecord, ListHabits, SandboxData } from "../../../sandbox/data.js";
import { SeededRandom } from "../../lever/seeded-random.js";
import { ForwardClock } from "../../support/forward-clock.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { syncNow } from "../../support/syncs.js";

const PROFILES = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Profile {
  atsCandidates { matchedBy candidate { externalId name opportunities { externalId } } } } } }`;
const LIST = "GET /opportunities";

/** Past the age of rows, milliseconds. */
const LATER = 31_000;

let clock: ForwardClock;
let graph: TestSubgraph;
let data: SandboxData;
let id: string;

async function start(opportunities: number, habits: Partial<ListHabits> = {}): Promise<void> {
  clock = new ForwardClock();
  graph = await startSubgraph({ sandbox: { opportunities }, clock });
  data = graph.sandbox.data;
  Object.assign(data.habits, habits);
  id = await graph.connect();
  graph.sandbox.clearRequests();
}
afterEach(() => graph[Symbol.asyncDispose]());

interface Found {
  readonly matchedBy: readonly string[];
  readonly candidate: {
    readonly externalId: string;
    readonly opportunities: readonly { readonly externalId: string }[];
  };
}

/** Whoever has the address in Lever, with all of their opportunities. */
function holdersOf(address: string): readonly (readonly [string, readonly string[]])[] {
  const visible = [...data.opportunities.values()];
  return [...data.contacts.values()]
    .filter(({ emails }) => emails.some((email) => email.trim().toLowerCase() === address))
    .map(
      ({ id: contact }) =>
        [
          contact,
          visible
            .filter((row) => row.contact === contact)
            .map((row) => row.id)
            .sort(),
        ] as const,
    )
    .filter(([, rows]) => rows.length > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Looks for each address as a profile's; answers with what was sent. */
async function expectHolders(addresses: readonly string[], as: As = {}): Promise<readonly string[]> {
  const r = addresses.map((email) => ({ __typename: "Profile", id: email, emails: [email] }));
  const { data: answer, errors, calls } = await graph.query(PROFILES, { r }, as);
  expect(errors).toEqual([]);
  const found = (answer._entities as { atsCandidates: Found[] }[]).map(({ atsCandidates }) =>
    atsCandidates
      .map(
        ({ candidate }) => [candidate.externalId, candidate.opportunities.map((row) => row.externalId).sort()] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  expect(found).toEqual(addresses.map(holdersOf));
  return calls;
}

/** People all of whose rows show their address. */
function people(): ContactRecord[] {
  const rows = [...data.opportunities.values()];
  const shown = new Set(rows.map(({ contact }) => contact));
  for (const { contact, isAnonymized } of rows) if (isAnonymized) shown.delete(contact);
  return [...data.contacts.values()].filter(({ id: contact, emails }) => shown.has(contact) && emails.length > 0);
}

const addressOf = ({ emails }: ContactRecord): string => emails[0]!.trim().toLowerCase();
const nobody = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, place) => `nobody${from + place}@nowhere.test`);

/** So many addresses of people from all over the account. */
function spread(count: number, from = 0): string[] {
  const all = people();
  const step = Math.floor(all.length / count);
  return Array.from({ length: count }, (_, place) => addressOf(all[place * step + from]!));
}

/** Somebody new, or somebody known with a new address. */
function add(address: string): ContactRecord {
  const [model] = [...data.opportunities.values()].filter(
    ({ confidentiality }) => confidentiality === "non-confidential",
  );
  const contact = { ...people()[0]!, id: randomUUID(), emails: [address], isAnonymized: false };
  data.contacts.set(contact.id, contact);
  const now = clock.epochMs();
  const row = { ...model!, id: randomUUID(), contact: contact.id, applications: [], createdAt: now, updatedAt: now };
  data.opportunities.set(row.id, row);
  return contact;
}

function readdress(contact: ContactRecord, emails: string[]): void {
  contact.emails = emails;
  for (const row of data.opportunities.values()) if (row.contact === contact.id) row.updatedAt = clock.epochMs();
}

function remove({ id: contact }: ContactRecord): void {
  data.contacts.delete(contact);
  for (const row of [...data.opportunities.values()]) if (row.contact === contact) data.opportunities.delete(row.id);
}

/** Pages of the opportunities of those who have the addresses. */
function pagesOf(addresses: readonly string[]): number {
  const contacts = new Map(addresses.flatMap(holdersOf));
  return Math.ceil([...contacts.values()].flat().length / 100);
}

const pages = (): number => Math.ceil(data.opportunities.size / 100);

describe("a hundred addresses in a small account", () => {
  beforeEach(() => start(900));

  test("cost a walk over it, and within the age of rows nothing, whoever asks for some of them", async () => {
    const addresses = [...spread(80), ...nobody(20)];
    const [one, two] = people();
    two!.emails = [...two!.emails, addressOf(one!)];
    expect(await expectHolders(addresses)).toHaveLength(pages());
    expect(await expectHolders(addresses)).toEqual([]);
    expect(await expectHolders(addresses.slice(20, 90), { user: "u2" })).toEqual([]);
  });

  test("cost, later on, one list of what changed and one of the people that were found", async () => {
    const addresses = [...spread(80), ...nobody(20)];
    await expectHolders(addresses);
    const [gone, shared] = people().filter((contact) => addresses.includes(addressOf(contact)));
    readdress(gone!, ["elsewhere@new.test"]);
    add(addressOf(shared!));
    add("nobody3@nowhere.test");
    clock.forward(LATER);
    expect(await expectHolders(addresses)).toHaveLength(1 + pagesOf([...addresses, "elsewhere@new.test"]));
    expect(await expectHolders(addresses)).toEqual([]);
    clock.forward(LATER);
    expect(await expectHolders(nobody(20).filter((address) => address !== "nobody3@nowhere.test"))).toEqual([LIST]);
  });

  test("are right whatever happened in between", async () => {
    const random = new SeededRandom(4);
    const addresses = [...spread(60), ...nobody(40)];
    let gone = 0;
    for (let round = 0; round < 8; round++) {
      const calls = await expectHolders(addresses);
      expect(calls.length).toBeLessThanOrEqual(round === 0 ? pages() : 2 + gone);
      for (let change = random.below(6); change > 0; change--) {
        const contact = random.pick(people());
        const doing = random.below(4);
        if (doing === 0) add(random.pick(addresses));
        if (doing === 1) readdress(contact, [random.pick(addresses), ...contact.emails]);
        if (doing === 2) readdress(contact, [`moved${round}.${change}@new.test`]);
        if (doing !== 3) continue;
        remove(contact);
        // Whoever shows no opportunity is looked for by themselves.
        gone += 1;
      }
      clock.forward(LATER);
    }
  });

  test("that are alike are not mixed up", async () => {
    const [one, two] = people();
    one!.emails = ["ada.lovelace@gmail.com"];
    two!.emails = ["adalovelace@gmail.com"];
    await expectHolders([
      ...spread(60, 1),
      "ada.lovelace@gmail.com",
      "adalovelace@gmail.com",
      "ada.lovelace+x@gmail.com",
    ]);
  });

  test("cost a request for each, and a page, where the account's first page has none of them", async () => {
    const calls = await expectHolders(nobody(50));
    // Whether several are joined is found out as well, once.
    expect(calls).toHaveLength(50 + 1 + 1);
    expect(await expectHolders(nobody(50, 50))).toHaveLength(50);
  });
});

describe("whether Lever joins several addresses", () => {
  test("is found out by the first question for several: then many cost one request", async () => {
    await start(900, { severalEmails: "joined" });
    expect(await expectHolders(spread(8))).toEqual([LIST]);
    const addresses = [...spread(15, 2), "zz@nowhere.test"];
    const calls = await expectHolders(addresses);
    expect(calls.length).toBeLessThanOrEqual(3);
    expect(graph.sandbox.requests.some(({ query }) => query.getAll("email").length > 8)).toBe(true);
    expect(await expectHolders(addresses)).toEqual([]);
  });

  test("is found out by people who are surely there, where nobody is found", async () => {
    await start(900, { severalEmails: "joined" });
    // The question, the account's first page, and the question with two people of it.
    expect(await expectHolders(nobody(12))).toEqual([LIST, LIST, LIST]);
    expect(await expectHolders(nobody(12, 20))).toEqual([LIST]);
  });

  test.each(["refused", "ignored"] as const)("costs one request where it is %s, once", async (severalEmails) => {
    await start(900, { severalEmails });
    const addresses = [...spread(7), ...nobody(2)];
    expect(await expectHolders(addresses)).toHaveLength(addresses.length + 1);
    expect(await expectHolders(spread(9, 2))).toHaveLength(9);
    const asked = graph.sandbox.requests.filter(({ query }) => query.getAll("email").length > 1);
    expect(asked).toHaveLength(1);
    // Somebody who reads past the caches need not find it out again.
    expect(await expectHolders(spread(9, 2), { headers: { "cache-control": "no-cache" } })).toHaveLength(9);
  });

  test.each(["firstAlone", "lastAlone"] as const)(
    "costs no request at all where %s is looked for and is somebody's",
    async (severalEmails) => {
      await start(900, { severalEmails });
      const addresses = spread(3);
      expect(await expectHolders(addresses)).toHaveLength(3);
      expect(await expectHolders(spread(3, 2))).toHaveLength(3);
    },
  );

  test("is forgotten as soon as an answer shows otherwise", async () => {
    await start(900, { severalEmails: "joined" });
    await expectHolders(spread(8));
    data.habits.severalEmails = "ignored";
    await expectHolders(spread(8, 2));
    data.habits.severalEmails = "refused";
    expect(await expectHolders(spread(8, 3))).toHaveLength(8);
  });

  test.each(["refused", "joined", "firstAlone", "lastAlone", "ignored"] as const)(
    "makes no difference to who is found: %s",
    async (severalEmails) => {
      await start(400, { severalEmails });
      const random = new SeededRandom(severalEmails.length);
      for (const contact of people()) {
        if (random.chance(0.2)) contact.emails = [...contact.emails, addressOf(random.pick(people()))];
      }
      for (let round = 0; round < 8; round++) {
        const addresses = Array.from({ length: 2 + random.below(12) }, () =>
          random.chance(0.6) ? addressOf(random.pick(people())) : nobody(1, random.below(500))[0]!,
        );
        await expectHolders([...new Set(addresses)]);
        if (random.chance(0.3)) clock.forward(random.chance(0.5) ? LATER : 25 * 60 * 60_000);
      }
    },
  );
});

describe("after a finished sync", () => {
  beforeEach(async () => {
    await start(900);
    await syncNow(graph, id);
    graph.sandbox.clearRequests();
  });

  test("a hundred addresses cost the people that are found, and one list of what changed for the others", async () => {
    expect(await expectHolders(spread(80))).toHaveLength(pagesOf(spread(80)));
    expect(await expectHolders(nobody(20))).toEqual([LIST]);
    expect(await expectHolders(nobody(20, 20))).toEqual([]);
  });

  test("an address that has become somebody else's since finds them", async () => {
    const [one, two] = people();
    const address = addressOf(one!);
    readdress(one!, ["new@elsewhere.test"]);
    readdress(two!, [address]);
    await expectHolders([address]);
    clock.forward(LATER);
    await expectHolders([address, ...spread(5, 3)]);
  });
});
