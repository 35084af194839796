import http, { type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import type { Identity } from "../../src/caller/identity.js";
import { Secret } from "../../src/config/secret.js";
import { authenticatorOf, caller, identify } from "./support.js";

const SECRET = "correct-horse-battery";
const NEXT_SECRET = "staple-correct-horse";

const gateway = authenticatorOf({ mode: "gateway", secrets: [new Secret(SECRET)] });
const changing = authenticatorOf({ mode: "gateway", secrets: [new Secret(SECRET), new Secret(NEXT_SECRET)] });
const asGateway = { "router-authorization": SECRET };

describe("behind a gateway", () => {
  test("a caller is who the gateway says", async () => {
    const headers = {
      ...asGateway,
      "x-account-id": "acme",
      "x-user-id": "auth0|42",
      "x-user-email": "ada@example.com",
      "x-user-roles": "recruiter, eeo, owner",
    };
    const rest = { userId: "auth0|42", email: "ada@example.com" };
    expect(await identify(gateway, headers)).toEqual(caller("acme", ["viewer", "recruiter", "eeo"], rest));
  });

  test("a caller of whom only the account is told is a viewer", async () => {
    expect(await identify(gateway, { ...asGateway, "x-account-id": "acme" })).toEqual(caller("acme", ["viewer"]));
    const empty = { ...asGateway, "x-account-id": "acme", "x-user-id": "", "x-user-email": "", "x-user-roles": "" };
    expect(await identify(gateway, empty)).toEqual(caller("acme", ["viewer"]));
  });

  test("the gateway without an account is nobody but itself, whatever else it sends", async () => {
    expect(await identify(gateway, asGateway)).toEqual({ kind: "gatewayOnly" });
    const roles = { ...asGateway, "x-account-id": "", "x-user-roles": "admin" };
    expect(await identify(gateway, roles)).toEqual({ kind: "gatewayOnly" });
  });

  test.each([SECRET, NEXT_SECRET])("either of two secrets is right while it is being changed", async (secret) => {
    expect(await identify(changing, { "router-authorization": secret })).toEqual({ kind: "gatewayOnly" });
  });

  test.each([
    ["no secret", undefined, "The header router-authorization is missing."],
    ["an empty one", "", "The header router-authorization is missing."],
    ["another", "correct-horse-batterz", "The header router-authorization is wrong."],
    ["its beginning", SECRET.slice(0, -1), "The header router-authorization is wrong."],
    ["more than it", `${SECRET}x`, "The header router-authorization is wrong."],
    ["it in other case", SECRET.toUpperCase(), "The header router-authorization is wrong."],
    ["a scheme before it", `Bearer ${SECRET}`, "The header router-authorization is wrong."],
    ["it twice, joined", `${SECRET}, ${SECRET}`, "The header router-authorization is wrong."],
    ["both secrets, joined", `${SECRET},${NEXT_SECRET}`, "The header router-authorization is wrong."],
  ])("forged headers with %s open nothing", async (_, secret, reason) => {
    const forged = { "x-account-id": "acme", "x-user-roles": "admin", authorization: `Bearer ${SECRET}` };
    const headers = secret === undefined ? forged : { ...forged, "router-authorization": secret };
    for (const authenticator of [gateway, changing]) {
      expect(await identify(authenticator, headers)).toEqual({ kind: "refused", status: 401, reason });
    }
  });

  test("the next secret isn't right before it was given", async () => {
    expect(await identify(gateway, { "router-authorization": NEXT_SECRET })).toMatchObject({ kind: "refused" });
  });

  test.each([
    ["x-account-id", "acme, rival"],
    ["x-account-id", "acme,rival"],
    ["x-account-id", "acme rival"],
    ["x-account-id", " acme"],
    ["x-account-id", "acme/../rival"],
    ["x-account-id", "acmé"],
    ["x-account-id", "*"],
    ["x-account-id", "a".repeat(201)],
    ["x-user-id", "42, 43"],
    ["x-user-id", "a".repeat(256)],
    ["x-user-id", "4\u00002"],
    ["x-user-email", "ada@example.com, bob@example.com"],
    ["x-user-email", "Ada <ada@example.com>"],
    ["x-user-email", "ada"],
    ["x-user-email", "ada@bob@example.com"],
    ["x-user-email", `${"a".repeat(250)}@example.com`],
  ])("a malformed %s (%j) is refused, named and not quoted", async (header, value) => {
    const headers = { ...asGateway, "x-account-id": "acme", [header]: value };
    expect(await identify(gateway, headers)).toEqual({
      kind: "refused",
      status: 401,
      reason: `The header ${header} is malformed.`,
    });
  });

  test.each(["acme", "a", "org_1.2:eu@x-y", "a".repeat(200)])("an account may be %s", async (accountId) => {
    expect(await identify(gateway, { ...asGateway, "x-account-id": accountId })).toEqual(caller(accountId, ["viewer"]));
  });

  test("no reason holds a secret or what was sent", async () => {
    const sent = ["acme-and-more, x", "hunter2-hunter2-hunter2"];
    for (const headers of [
      { ...asGateway, "x-account-id": sent[0] },
      { "router-authorization": sent[1], "x-account-id": "acme" },
    ]) {
      const shown = JSON.stringify(await identify(changing, headers));
      for (const text of [...sent, SECRET, NEXT_SECRET]) expect(shown).not.toContain(text);
    }
  });

  test.each(["router-authorization", "x-account-id", "x-user-id", "x-user-email", "x-user-roles"])(
    "a %s that comes twice over the wire is refused",
    async (header) => {
      const values: Record<string, string> = {
        "router-authorization": SECRET,
        "x-account-id": "acme",
        "x-user-id": "42",
        "x-user-email": "ada@example.com",
        "x-user-roles": "viewer",
      };
      const lines = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
      const once = await overTheWire(lines, (request) => gateway.identify(request));
      expect(once).toEqual(caller("acme", ["viewer"], { userId: "42", email: "ada@example.com" }));
      const forged = header === "x-user-roles" ? "admin" : (values[header] ?? "");
      const twice = await overTheWire([...lines, `${header}: ${forged}`], (request) => gateway.identify(request));
      expect(twice).toEqual({ kind: "refused", status: 401, reason: `The header ${header} came more than once.` });
    },
  );
});

/** What a request with those header lines is taken for by a server of node's. */
async function overTheWire(
  lines: readonly string[],
  identifyRequest: (request: IncomingMessage) => Promise<Identity>,
): Promise<Identity> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const identified = new Promise<Identity>((resolve, reject) => {
    server.once("request", (request, response) => {
      response.end();
      identifyRequest(request).then(resolve, reject);
    });
  });
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined).write(["GET / HTTP/1.1", "host: x", ...lines, "", ""].join("\r\n"));
  try {
    return await identified;
  } finally {
    socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
