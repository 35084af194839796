import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { syncNow } from "../../support/syncs.js";
import { ExportWorld } from "./support.js";

const PROFILES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Profile {
  atsCandidates { matchedBy candidate { id } } } } }`;

let world: ExportWorld;

beforeAll(async () => {
  world = await ExportWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const reads = (): readonly string[] => world.subgraph.sandbox.calls("GET /opportunities");

async function candidatesOf(profileId: unknown) {
  const representations = [{ __typename: "Profile", id: profileId }];
  const { data, errors } = await world.subgraph.query(PROFILES, { representations });
  expect(errors).toEqual([]);
  return data._entities[0].atsCandidates as unknown;
}

test.each([
  ["linkedinUrl", "https://linkedin.com/in/Known-One", "http://de.linkedin.com/in/known-one/", "LINKEDIN"],
  ["githubUrl", "github.com/Known-Two", "https://www.github.com/known-two/", "GITHUB"],
  ["findemProfileUrl", "https://app.findem.ai/profile/known3", "app.findem.ai/profile/known3?x=1", "FINDEM_PROFILE"],
])("a person without the address is found by the %s that they have in Lever", async (field, inLever, given, signal) => {
  const contact = world.person({ links: [inLever] });
  world.candidacy(contact, 3);
  await syncNow(world.subgraph, world.connectionId);
  const done = await world.export(world.input({ [field]: given }));
  expect(done).toMatchObject({ outcome: "LINKED", matchedBy: [signal], userErrors: [] });
  expect(done.candidate).toMatchObject({ id: world.id(contact.id) });
  expect(world.sent[0]).toMatchObject({ body: { contact: contact.id } });
});

test("the address goes before the links, and a person's own links before the profile's", async () => {
  const [byAddress, byLink, byProfile] = [
    world.person(),
    world.person({ links: ["github.com/order-1"] }),
    world.person({ links: ["app.findem.ai/profile/order1"] }),
  ];
  for (const contact of [byAddress, byLink, byProfile]) world.candidacy(contact, 3);
  await syncNow(world.subgraph, world.connectionId);
  const links = { githubUrl: "github.com/order-1", findemProfileUrl: "app.findem.ai/profile/order1" };
  const skipped = { ...links, onDuplicate: "SKIP" };
  const first = await world.export(world.input({ ...skipped, emails: byAddress.emails }));
  const second = await world.export(world.input(skipped));
  expect(first).toMatchObject({ matchedBy: ["EMAIL"], candidate: { id: world.id(byAddress.id) } });
  expect(second).toMatchObject({ matchedBy: ["GITHUB"], candidate: { id: world.id(byLink.id) } });
});

test("two people of the same link are nobody to write to", async () => {
  for (const contact of [1, 2].map(() => world.person({ links: ["github.com/both-two"] }))) world.candidacy(contact, 3);
  await syncNow(world.subgraph, world.connectionId);
  const done = await world.export(world.input({ githubUrl: "github.com/both-two" }));
  expect(done).toMatchObject({ outcome: null, codes: ["DUPLICATE_FOUND"], matchedBy: ["GITHUB"] });
  expect(world.sent).toEqual([]);
});

test("a link that is gone from Lever since the sync finds nobody", async () => {
  const contact = world.person({ links: ["github.com/gone-one"] });
  world.candidacy(contact, 3);
  await syncNow(world.subgraph, world.connectionId);
  contact.links = [];
  const done = await world.export(world.input({ githubUrl: "github.com/gone-one" }));
  expect(done).toMatchObject({ outcome: "CREATED", matchedBy: [], userErrors: [] });
});

test("a profile that was exported is known by it, without a sync, address or link", async () => {
  const input = world.input();
  const first = await world.export(input);
  expect(first).toMatchObject({ outcome: "CREATED", matchedBy: [] });
  const candidate = { id: String(first.candidate?.["id"]) };
  expect(await candidatesOf(input["profileId"])).toEqual([{ matchedBy: ["EXPORTED"], candidate }]);
  world.renew();
  const again = await world.export(world.input({ profileId: input["profileId"], emails: [] }));
  expect(again).toMatchObject({ outcome: "LINKED", matchedBy: ["EXPORTED"], candidate });
  expect(reads()).not.toEqual([]);
  expect(await candidatesOf("another-profile")).toEqual([]);
});

test("an export that writes nothing is none", async () => {
  const contact = world.person();
  world.candidacy(contact, 3);
  const skipped = world.input({ emails: contact.emails, onDuplicate: "SKIP" });
  expect(await world.export(skipped)).toMatchObject({ outcome: "SKIPPED" });
  const planned = world.input({ emails: contact.emails, dryRun: true });
  await world.export(planned);
  expect(await candidatesOf(skipped["profileId"])).toEqual([]);
  expect(await candidatesOf(planned["profileId"])).toEqual([]);
});

test("an update is one, and stays known after a full sync", async () => {
  const contact = world.person();
  world.candidacy(contact, 3);
  const input = world.input({ emails: contact.emails, tags: ["Robotics"], onDuplicate: "UPDATE_EXISTING" });
  expect(await world.export(input)).toMatchObject({ outcome: "UPDATED" });
  await syncNow(world.subgraph, world.connectionId);
  await syncNow(world.subgraph, world.connectionId);
  const candidate = { id: world.id(contact.id) };
  expect(await candidatesOf(input["profileId"])).toEqual([{ matchedBy: ["EXPORTED"], candidate }]);
});
