import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { STAGES } from "../../../sandbox/seed/stages.js";
import type { As } from "../../support/subgraph.js";
import { CASES, named, NOTE_CASE, RECRUITER, WriteWorld } from "./support.js";

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const COLLEAGUE: As = { user: "u2", email: "somebody@findem.test", roles: "viewer,confidential" };

const STATE =
  "id stageId stage { name } tags sources links archive { reasonId } lastAdvancedAt notes { id text comments { text } }";

async function opportunity(as: As = COLLEAGUE, id = world.opportunityId): Promise<Record<string, unknown>> {
  const { data, errors } = await world.subgraph.query(
    `query ($id: ID!) { atsOpportunity(id: $id) { ${STATE} } }`,
    { id },
    as,
  );
  expect(errors).toEqual([]);
  return data.atsOpportunity as Record<string, unknown>;
}

/** As a page of the list shows it: another cache entry than its own. */
async function listed(as: As = COLLEAGUE): Promise<Record<string, unknown> | undefined> {
  const { data, errors } = await world.subgraph.query(
    `query ($id: ID!, $person: ID!) { atsConnection(id: $id) {
      opportunities(first: 100, filter: { candidateIds: [$person] }) { nodes { ${STATE} } }
    } }`,
    { id: world.connectionId, person: world.id(world.row.contact) },
    as,
  );
  expect(errors).toEqual([]);
  const nodes = data.atsConnection.opportunities.nodes as readonly Record<string, unknown>[];
  return nodes.find(({ id }) => id === world.opportunityId);
}

describe.each(named(CASES))("after %s", (mutation, its) => {
  test("its payload and every later read of the account show the new state at once, in all ways of reading", async () => {
    its.prepare?.(world);
    const [single, inList] = [await opportunity(), await listed()];
    expect(inList).toEqual(single);
    const { codes, opportunity: payload } = await world.write(mutation, its.input(world));
    expect([codes, its.isDone(world)]).toEqual([[], true]);
    const after = await opportunity();
    expect(after).not.toEqual(single);
    expect(await listed()).toEqual(after);
    expect(after).toMatchObject(payload ?? {});
  });
});

test("links show on all of the person's candidacies, tags on the one alone", async () => {
  const others = [...world.data.opportunities.values()].filter(
    ({ id, contact }) => contact === world.row.contact && id !== world.row.id,
  );
  expect(others).toHaveLength(2);
  for (const { id } of others) await opportunity(COLLEAGUE, world.id(id));
  await world.write("addOpportunityLinks", { links: ["https://priya.example.test"] });
  await world.write("addOpportunityTags", { tags: ["One alone"] });
  for (const { id } of others) {
    const { links, tags } = await opportunity(COLLEAGUE, world.id(id));
    expect(links).toContain("https://priya.example.test");
    expect(tags).not.toContain("One alone");
  }
  expect((await opportunity())["tags"]).toContain("One alone");
});

test("links show on the candidate too", async () => {
  const read = async (): Promise<unknown> => {
    const { data } = await world.subgraph.query(
      `query ($id: ID!) { atsCandidate(id: $id) { links tags } }`,
      { id: world.id(world.row.contact) },
      COLLEAGUE,
    );
    return data.atsCandidate;
  };
  await read();
  await world.write("addOpportunityLinks", { links: ["https://priya.example.test"] });
  await world.write("addOpportunityTags", { tags: ["Brand new"] });
  expect(await read()).toMatchObject({
    links: expect.arrayContaining(["https://priya.example.test"]) as unknown,
    tags: expect.arrayContaining(["Brand new"]) as unknown,
  });
});

test("the payload shows whatever is asked of the opportunity, read after the write", async () => {
  const { data, errors } = await world.subgraph.query(
    `mutation ($input: AdvanceOpportunityInput!) { advanceOpportunity(input: $input) {
      opportunity { stage { name } stageChanges { stageId } candidate { name } application { posting { title } } notes { id } }
    } }`,
    { input: { opportunityId: world.opportunityId, toStageId: world.id("offer") } },
    RECRUITER,
  );
  expect(errors).toEqual([]);
  const { opportunity: payload } = data.advanceOpportunity;
  expect(payload).toMatchObject({ stage: { name: "Offer" }, candidate: { name: "Priya Raman" } });
  expect(payload.application.posting.title).toEqual(expect.any(String));
  expect(payload.stageChanges.at(-1)).toEqual({ stageId: world.id("offer") });
});

test("a payload whose opportunity nobody asks for costs no read after the write", async () => {
  const { calls } = await world.subgraph.query(
    `mutation ($input: AdvanceOpportunityInput!) { advanceOpportunity(input: $input) { userErrors { code } } }`,
    { input: { opportunityId: world.opportunityId, toStageId: world.id("offer") } },
    RECRUITER,
  );
  expect(calls.filter((call) => call.includes("opportunities"))).toEqual([
    "GET /opportunities/:id",
    "PUT /opportunities/:id/stage",
  ]);
});

test("several mutations of one operation are done one after the other, and each shows its own moment", async () => {
  const [first, second] = [STAGES.referenceCheck.id, STAGES.offer.id];
  const { data } = await world.subgraph.query(
    `mutation ($one: AdvanceOpportunityInput!, $two: AdvanceOpportunityInput!) {
      one: advanceOpportunity(input: $one) { opportunity { stageId } userErrors { code } }
      two: advanceOpportunity(input: $two) { opportunity { stageId } userErrors { code } }
    }`,
    {
      one: { opportunityId: world.opportunityId, toStageId: world.id(first) },
      two: { opportunityId: world.opportunityId, toStageId: world.id(second), expectedStageId: world.id(first) },
    },
    RECRUITER,
  );
  expect(data.one).toEqual({ opportunity: { stageId: world.id(first) }, userErrors: [] });
  expect(data.two).toEqual({ opportunity: { stageId: world.id(second) }, userErrors: [] });
});

test("what cannot be read back fails its own field; that the write was done is not lost", async () => {
  const read = { method: "GET", path: "/opportunities/:opportunity" } as const;
  let isWritten = false;
  world.fault({
    method: "PUT",
    path: "/opportunities/:opportunity/stage",
    do: {
      kind: "rewrite",
      rewrite: (body) => {
        isWritten = true;
        world.fault({ ...read, do: { kind: "status", status: 403 } });
        return body;
      },
    },
  });
  const { answer, codes } = await world.write("advanceOpportunity", { toStageId: world.id("offer") });
  expect([isWritten, codes]).toEqual([true, []]);
  expect(answer.data.advanceOpportunity.opportunity).toBeNull();
  expect(world.row.stage).toBe("offer");
});

test("a secret note that was just written is not shown to a caller without the role confidential", async () => {
  const { note, codes } = await world.write("addOpportunityNote", NOTE_CASE.input(world));
  expect([codes, note]).toEqual([[], null]);
  const textsFor = async (as: As): Promise<readonly unknown[]> => {
    const { notes } = (await opportunity(as)) as { readonly notes: readonly { readonly text: string }[] };
    return notes.map(({ text }) => text);
  };
  expect(await textsFor({ ...COLLEAGUE, roles: "viewer" })).not.toContain("Grüße, @nora.lind!");
  expect(await textsFor(COLLEAGUE)).toContain("Grüße, @nora.lind!");
});
