import { describe, expect, test } from "vitest";
import { EVERY_ROLE } from "../../src/caller/roles.js";
import { authenticatorOf, caller, identify } from "./support.js";

const open = authenticatorOf({ mode: "none" });
const host = "localhost:4001";

describe("without authentication", () => {
  test("whoever calls may do everything in the account demo", async () => {
    expect(await identify(open, { host })).toEqual(caller("demo", EVERY_ROLE));
    expect(EVERY_ROLE).toHaveLength(5);
  });

  test("the headers of a gateway are believed where they are there", async () => {
    const headers = {
      host,
      "x-account-id": "acme",
      "x-user-id": "42",
      "x-user-email": "ada@example.com",
      "x-user-roles": "recruiter",
    };
    const rest = { userId: "42", email: "ada@example.com" };
    expect(await identify(open, headers)).toEqual(caller("acme", ["viewer", "recruiter"], rest));
  });

  test.each([
    ["viewer", ["viewer"]],
    ["eeo", ["viewer", "eeo"]],
    ["nothing-of-ours", ["viewer"]],
    ["", ["viewer"]],
  ] as const)("the roles %j are exactly those", async (roles, expected) => {
    expect(await identify(open, { host, "x-user-roles": roles })).toEqual(caller("demo", expected));
  });

  test.each(["x-account-id", "x-user-id", "x-user-email"])("a malformed %s is refused all the same", async (header) => {
    expect(await identify(open, { host, [header]: "a, b" })).toEqual({
      kind: "refused",
      status: 401,
      reason: `The header ${header} is malformed.`,
    });
  });

  test.each(["127.0.0.1", "127.0.0.1:4001", "[::1]", "[::1]:80", "localhost", "LOCALHOST:1"])(
    "the host %s is this machine",
    async (own) => {
      expect(await identify(open, { host: own })).toMatchObject({ kind: "caller" });
    },
  );

  test.each([
    undefined,
    "",
    "evil.example",
    "evil.example:4001",
    "localhost.evil.example",
    "127.0.0.1.nip.io",
    "foo.localhost",
    "localhost.",
    "127.1",
    "127.0.0.2",
    "0.0.0.0:4001",
    "2130706433",
    "::1",
    "[::ffff:7f00:1]",
    "localhost:4001, evil.example",
    "localhost:x",
    "localhost@evil.example",
    "192.168.1.10:4001",
  ])("the host %j is another's, and nothing is served under it", async (other) => {
    const headers = other === undefined ? {} : { host: other };
    const identity = await identify(open, { ...headers, "x-account-id": "demo" });
    expect(identity).toMatchObject({ kind: "refused", status: 403 });
    expect(JSON.stringify(identity)).not.toContain("evil");
  });
});
