import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CUSTOM_ROLE_ID, RECRUITER_ID, SUPER_ADMIN_ID } from "../../../sandbox/seed/users.js";
import { change } from "../../support/connections.js";
import type { As } from "../../support/subgraph.js";
import { RECRUITER, RECRUITER_EMAIL, WriteWorld } from "./support.js";

let world: WriteWorld;

beforeAll(async () => {
  world = await WriteWorld.start();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.renew());

const ADMIN_EMAIL = "tomas.ruiz@nimbusrobotics.test";

const asDefault = (defaultPerformAsEmail: string | null) =>
  change(world.subgraph, "updateAtsConnection", { connectionId: world.connectionId, defaultPerformAsEmail });

/** A list of users may be some minutes old, unless the caller says so. */
const NOW = { headers: { "cache-control": "no-cache" } };

/** The `perform_as` of the one write that was sent for that caller; null where none was. */
async function performerOf(as: As): Promise<string | null> {
  world.subgraph.sandbox.clearRequests();
  const { codes } = await world.write("addOpportunityTags", { tags: [`tag of ${JSON.stringify(as)}`] }, as);
  if (world.sent.length === 0) expect(codes).toEqual(["PERFORM_AS_UNKNOWN"]);
  const [sent] = world.sent;
  return sent ? new URLSearchParams(sent.path.split("?")[1]).get("perform_as") : null;
}

function changeRecruiter(changes: { readonly accessRole?: string; readonly deactivatedAt?: number }): void {
  const user = world.data.users.get(RECRUITER_ID);
  if (!user) throw new Error("The recruiter has gone");
  world.data.users.set(RECRUITER_ID, { ...user, ...changes });
}

describe("a write is made on behalf of", () => {
  test("the Lever user of the caller's address, whatever the default is", async () => {
    await asDefault(ADMIN_EMAIL);
    expect(await performerOf(RECRUITER)).toBe(RECRUITER_ID);
  });

  test("the connection's default, where the caller has no address", async () => {
    await asDefault(ADMIN_EMAIL);
    expect(await performerOf({ roles: "recruiter" })).toBe(SUPER_ADMIN_ID);
  });

  test("the connection's default, where Lever does not know the caller's address", async () => {
    await asDefault(ADMIN_EMAIL);
    expect(await performerOf({ roles: "recruiter", email: "nobody@findem.test" })).toBe(SUPER_ADMIN_ID);
  });

  test("nobody without either, and so is not made", async () => {
    expect(await performerOf({ roles: "recruiter", email: "nobody@findem.test" })).toBeNull();
  });

  test("nobody any more once the default is taken away", async () => {
    await asDefault(ADMIN_EMAIL);
    await asDefault(null);
    expect(await performerOf({ roles: "recruiter" })).toBeNull();
  });

  test.each(["interviewer", "limited team member"])("the default, where the caller is %s", async (accessRole) => {
    await asDefault(ADMIN_EMAIL);
    changeRecruiter({ accessRole });
    expect(await performerOf({ ...RECRUITER, ...NOW })).toBe(SUPER_ADMIN_ID);
  });

  test.each(["admin", "super admin", CUSTOM_ROLE_ID])("the caller, of the role %s", async (accessRole) => {
    changeRecruiter({ accessRole });
    expect(await performerOf({ ...RECRUITER, ...NOW })).toBe(RECRUITER_ID);
  });

  test("the default, where the caller's Lever user is deactivated", async () => {
    await asDefault(ADMIN_EMAIL);
    changeRecruiter({ deactivatedAt: Date.now() - 1 });
    expect(await performerOf({ ...RECRUITER, ...NOW })).toBe(SUPER_ADMIN_ID);
  });

  test("nobody, where the default is deactivated by now", async () => {
    await asDefault(RECRUITER_EMAIL);
    changeRecruiter({ deactivatedAt: Date.now() - 1 });
    expect(await performerOf({ roles: "recruiter", ...NOW })).toBeNull();
  });
});

test("whom viewer.performAs names is on whose behalf the write is made", async () => {
  await asDefault(ADMIN_EMAIL);
  for (const as of [RECRUITER, { roles: "recruiter" }]) {
    const { data } = await world.subgraph.query(
      `query ($id: ID!) { atsConnection(id: $id) { viewer { performAs { externalId } } } }`,
      { id: world.connectionId },
      as,
    );
    expect(await performerOf(as)).toBe(data.atsConnection.viewer.performAs.externalId);
  }
});

test("a note is its performer's", async () => {
  const { note } = await world.write("addOpportunityNote", { text: "Mine", idempotencyKey: "k" });
  expect(note).toMatchObject({ author: { externalId: RECRUITER_ID } });
});

test("the list of users that can't be read names its permission, and nothing is written", async () => {
  world.fault({ path: "/users", do: { kind: "status", status: 403 } });
  const { userErrors } = await world.write("addOpportunityTags", { tags: ["x"] }, { ...RECRUITER, ...NOW });
  expect(userErrors).toMatchObject([{ code: "ATS_PERMISSION_MISSING", permission: "find all users" }]);
  expect(world.sent).toEqual([]);
});
