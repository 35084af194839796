import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OpportunityRecord, SandboxData } from "../../../sandbox/data.js";
import { EVERYTHING_KEY, FINDEM_KEY, PLAIN_KEY } from "../../../sandbox/keys.js";
import { STAGES } from "../../../sandbox/seed/stages.js";
import { SeededRandom } from "../../lever/seeded-random.js";
import { ForwardClock } from "../../support/forward-clock.js";
import { type As, startSubgraph, type TestSubgraph } from "../../support/subgraph.js";
import { deliver, deliveryOf, setSigningToken } from "../../support/webhooks.js";
import { countsOf, GROUPS, groupOf, INBOUND, mixHistories, saveMapping } from "./truth.js";

const COUNTS = "count dueSoon breached";
const BOARD = `query ($id: ID!) { atsConnection(id: $id) { pipeline { ${COUNTS} } inboundSummary { ${COUNTS} } } }`;
const INBOUND_ONLY = `query ($id: ID!) { atsConnection(id: $id) { inboundSummary { ${COUNTS} } } }`;

/** Past the age of rows, milliseconds. */
const LATER = 31_000;
const SEES_ALL: As = {};
const PLAIN: As = { roles: "viewer", user: "u2" };

let clock: ForwardClock;
let graph: TestSubgraph;
let data: SandboxData;

beforeEach(async () => {
  clock = new ForwardClock();
  graph = await startSubgraph({ sandbox: { opportunities: 900 }, clock });
  data = graph.sandbox.data;
  mixHistories(data, 11);
});
afterEach(() => graph[Symbol.asyncDispose]());

async function connect(key: string): Promise<string> {
  const id = await graph.connect(key);
  await saveMapping(graph, id);
  graph.sandbox.clearRequests();
  return id;
}

const isVisible = ({ confidentiality }: OpportunityRecord, as: As): boolean =>
  as === SEES_ALL || confidentiality === "non-confidential";
const activeFor = (as: As): OpportunityRecord[] =>
  [...data.opportunities.values()].filter((row) => row.archived === null && isVisible(row, as));
const pagesFor = (as: As): number => Math.ceil(activeFor(as).length / 100);

/** What a walk over everything would count now. */
function truth(as: As) {
  const active = activeFor(as);
  return {
    pipeline: [
      ...GROUPS.map((group) => countsOf(active.filter((row) => groupOf(row)?.name === group.name))),
      countsOf(active.filter((row) => !groupOf(row))),
    ],
    inboundSummary: countsOf(active.filter(({ stage }) => INBOUND.includes(stage))),
  };
}

/** Asks for the board; answers with what was sent. */
async function expectTruth(id: string, as: As = SEES_ALL): Promise<string[]> {
  const { data: answer, errors, calls } = await graph.query(BOARD, { id }, as);
  expect(errors).toEqual([]);
  expect(answer.atsConnection).toEqual(truth(as));
  return [...calls];
}

const LIST = "GET /opportunities";
const DELETED = "GET /opportunities/deleted";
const counted = (calls: readonly string[], call: string): number => calls.filter((one) => one === call).length;

/** Things that happen to opportunities in Lever. */
const CHANGES: readonly ((random: SeededRandom, row: OpportunityRecord) => void)[] = [
  (random, row) => {
    const stage = random.pick(Object.values(STAGES)).id;
    const at = clock.epochMs();
    row.stageChanges = [...row.stageChanges, { toStageId: stage, toStageIndex: 0, userId: null, updatedAt: at }];
    Object.assign(row, { stage, lastAdvancedAt: at });
  },
  (_, row) => (row.archived = { reason: [...data.archiveReasons.keys()][0]!, archivedAt: clock.epochMs() }),
  (_, row) => (row.archived = null),
  (random, row) => (row.snoozedUntil = random.chance(0.5) ? clock.epochMs() + 7 * 24 * 60 * 60_000 : null),
  (_, row) => (row.confidentiality = "confidential"),
  (_, row) => (row.confidentiality = "non-confidential"),
  (_, row) => (row.tags = [...row.tags, "Seen"]),
  (_, row) => {
    const now = clock.epochMs();
    const copy = { ...row, id: randomUUID(), applications: [], archived: null, createdAt: now, lastAdvancedAt: now };
    data.opportunities.set(copy.id, { ...copy, stageChanges: [], snoozedUntil: null, updatedAt: now });
  },
];

function remove(row: OpportunityRecord): void {
  data.opportunities.delete(row.id);
  const deletedBy = [...data.users.keys()][0]!;
  data.deletedOpportunities.set(row.id, { ...row, deletedBy, deletedAt: clock.epochMs() });
}

/** Changes some rows, as Lever does: `updatedAt` moves, and deleted ones are listed. */
function change(random: SeededRandom, count: number, deletions: boolean): void {
  for (let done = 0; done < count; done++) {
    const row = random.pick([...data.opportunities.values()]);
    if (deletions && random.chance(0.15)) {
      remove(row);
      continue;
    }
    random.pick(CHANGES)(random, row);
    row.updatedAt = clock.epochMs();
  }
}

describe("past the age of rows, what changed brings the counts up to date", () => {
  test.each([1, 2])("as a walk over everything would, whatever happened (%i)", async (seed) => {
    const id = await connect(EVERYTHING_KEY);
    const random = new SeededRandom(seed);
    expect(counted(await expectTruth(id), LIST)).toBe(pagesFor(SEES_ALL));
    expect(counted(await expectTruth(id, PLAIN), LIST)).toBe(pagesFor(PLAIN));
    for (let round = 0; round < 8; round++) {
      change(random, random.below(25), true);
      clock.forward(LATER);
      const changed = new Set<string>();
      for (const as of [SEES_ALL, PLAIN]) {
        const calls = await expectTruth(id, as);
        for (const call of calls) changed.add(call);
        // What changed is one question for whoever asks: the second of them finds it answered.
        expect(calls.length).toBeLessThanOrEqual(as === SEES_ALL ? 3 : 0);
        expect(await expectTruth(id, as)).toEqual([]);
      }
      expect([...changed].sort()).toEqual([LIST, DELETED]);
    }
  });

  test("of the inbound stages alone as well", async () => {
    // Enough of them that reading them again would cost more.
    for (const [place, row] of activeFor(SEES_ALL).entries()) {
      if (place % 2 === 0) row.stage = INBOUND[place % 4 === 0 ? 0 : 1]!;
    }
    const id = await connect(EVERYTHING_KEY);
    const random = new SeededRandom(7);
    const ask = async () => {
      const { data: answer, errors, calls } = await graph.query(INBOUND_ONLY, { id });
      expect(errors).toEqual([]);
      expect(answer.atsConnection.inboundSummary).toEqual(truth(SEES_ALL).inboundSummary);
      return calls;
    };
    expect((await ask()).length).toBeGreaterThanOrEqual(3);
    for (let round = 0; round < 6; round++) {
      change(random, 15, true);
      clock.forward(LATER);
      expect([...new Set(await ask())].sort()).toEqual([LIST, DELETED]);
    }
  });

  test("at one request where the key may not list deletions, which are found by a walk some minutes later", async () => {
    const id = await connect(FINDEM_KEY);
    const random = new SeededRandom(5);
    await expectTruth(id);
    change(random, 10, false);
    clock.forward(LATER);
    // The refusal is bought once.
    expect((await expectTruth(id)).sort()).toEqual([LIST, DELETED]);
    change(random, 10, false);
    clock.forward(LATER);
    expect(await expectTruth(id)).toEqual([LIST]);

    remove(activeFor(SEES_ALL)[0]!);
    clock.forward(5 * 60_000);
    expect(counted(await expectTruth(id), LIST)).toBe(pagesFor(SEES_ALL));
  });

  test("by a walk some minutes later where a row has become confidential for a key that may not see such", async () => {
    const id = await connect(PLAIN_KEY);
    await expectTruth(id, PLAIN);
    const row = activeFor(PLAIN)[0]!;
    Object.assign(row, { confidentiality: "confidential", updatedAt: clock.epochMs() });
    clock.forward(5 * 60_000);
    expect(counted(await expectTruth(id, PLAIN), LIST)).toBe(pagesFor(PLAIN));
  });

  test("though Lever's clock is some minutes late", async () => {
    const id = await connect(EVERYTHING_KEY);
    await expectTruth(id);
    const row = activeFor(SEES_ALL)[0]!;
    const late = clock.epochMs() - 4 * 60_000;
    Object.assign(row, {
      archived: { reason: [...data.archiveReasons.keys()][0]!, archivedAt: late },
      updatedAt: late,
    });
    clock.forward(LATER);
    expect((await expectTruth(id)).sort()).toEqual([LIST, DELETED]);
  });

  test("and what no look could tell is found after an hour", async () => {
    const id = await connect(EVERYTHING_KEY);
    await expectTruth(id);
    // Lever doesn't do so: it stands for whatever we don't know of it.
    Object.assign(activeFor(SEES_ALL)[0]!, { stage: STAGES.newApplicant.id, lastAdvancedAt: null, stageChanges: [] });
    clock.forward(60 * 60_000);
    expect(counted(await expectTruth(id), LIST)).toBe(pagesFor(SEES_ALL));
  });

  test("unless so much has changed that a walk costs less", async () => {
    const id = await connect(EVERYTHING_KEY);
    await expectTruth(id);
    for (const row of data.opportunities.values()) row.updatedAt = clock.epochMs();
    clock.forward(LATER);
    const calls = await expectTruth(id);
    const mostPages = Math.floor(pagesFor(SEES_ALL) / 2);
    expect(counted(calls, LIST)).toBe(mostPages + pagesFor(SEES_ALL));
  });
});

test("a write through this service is counted at once, at the cost of what changed", async () => {
  const id = await connect(EVERYTHING_KEY);
  await expectTruth(id);
  const row = activeFor(SEES_ALL).find(({ stage }) => stage === STAGES.newApplicant.id)!;
  const admin = [...data.users.values()].find(({ accessRole }) => accessRole === "admin")!;
  const { data: answer } = await graph.query(
    `mutation ($id: ID!, $to: ID!) { advanceOpportunity(input: { opportunityId: $id, toStageId: $to }) { userErrors { code } } }`,
    { id: `${id}.${row.id}`, to: `${id}.${STAGES.onsite.id}` },
    { email: admin.email },
  );
  expect(answer.advanceOpportunity.userErrors).toEqual([]);
  expect(row.stage).toBe(STAGES.onsite.id);
  expect((await expectTruth(id)).sort()).toEqual([LIST, DELETED]);
  expect(await expectTruth(id)).toEqual([]);
});

test("a deletion that a webhook tells of is counted at once, though the key may not list deletions", async () => {
  const id = await connect(FINDEM_KEY);
  await setSigningToken(graph, id, "signing-token");
  await expectTruth(id);
  const row = activeFor(SEES_ALL)[0]!;
  remove(row);
  const delivery = deliveryOf("signing-token", { event: "candidateDeleted", data: { opportunityId: row.id } });
  expect((await deliver(graph, id, delivery)).status).toBe(200);
  expect(counted(await expectTruth(id), LIST)).toBe(pagesFor(SEES_ALL));
});

test("while Lever is away the counts of the last look stand in, marked, and not for ever", async () => {
  const id = await connect(EVERYTHING_KEY);
  const before = truth(SEES_ALL);
  await expectTruth(id);
  const away = graph.sandbox.inject({ do: { kind: "status", status: 503 } });
  change(new SeededRandom(3), 20, true);
  clock.forward(LATER);
  const stale = await graph.query(BOARD, { id });
  expect(stale.data.atsConnection).toEqual(before);
  expect(stale.extensions["warnings"]).toMatchObject([{ code: "STALE" }]);
  clock.forward(5 * 60_000);
  const tooOld = await graph.query(BOARD, { id });
  expect(tooOld.errors[0]?.extensions["code"]).toBe("ATS_UNAVAILABLE");
  away();
});

test("cache-control: no-cache reads everything anew", async () => {
  const id = await connect(EVERYTHING_KEY);
  await expectTruth(id);
  const { calls, data: answer } = await graph.query(BOARD, { id }, { headers: { "cache-control": "no-cache" } });
  expect(answer.atsConnection).toEqual(truth(SEES_ALL));
  expect(counted(calls, LIST)).toBe(pagesFor(SEES_ALL));
});
