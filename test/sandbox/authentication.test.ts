import { describe, expect, test } from "vitest";
import {
  EVERYTHING_KEY,
  FINDEM_KEY,
  NO_APPLICATIONS_KEY,
  NOTHING_KEY,
  OTHER_ACCOUNT_KEY,
  PLAIN_KEY,
  READ_ONLY_KEY,
  STAGES_ONLY_KEY,
} from "../../sandbox/keys.js";
import { ask, idsOf, rowsOf, smallSandbox, walk } from "./support.js";

describe("Lever docs, Authentication", () => {
  test.each([
    ["no key", {}],
    ["an unknown key", { authorization: `Basic ${Buffer.from("nobody:").toString("base64")}` }],
    ["a password", { authorization: `Basic ${Buffer.from(`${FINDEM_KEY}:x`).toString("base64")}` }],
    ["no colon", { authorization: `Basic ${Buffer.from(FINDEM_KEY).toString("base64")}` }],
    ["another scheme", { authorization: `Token ${FINDEM_KEY}` }],
  ])("%s is refused with 401 and a body of code and message", async (_, headers) => {
    await using sandbox = await smallSandbox();
    const response = await fetch(`${sandbox.url}/stages`, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ code: expect.any(String), message: expect.any(String) });
  });

  test("the key is the user name of Basic auth, or a bearer token", async () => {
    await using sandbox = await smallSandbox();
    expect((await ask(sandbox, "/stages")).status).toBe(200);
    const bearer = await fetch(`${sandbox.url}/stages`, { headers: { authorization: `Bearer ${FINDEM_KEY}` } });
    expect(bearer.status).toBe(200);
    expect(sandbox.requests.map(({ apiKey, status }) => ({ apiKey, status }))).toEqual([
      { apiKey: FINDEM_KEY, status: 200 },
      { apiKey: FINDEM_KEY, status: 200 },
    ]);
  });

  test("an endpoint whose permission is not ticked is refused with 403", async () => {
    await using sandbox = await smallSandbox();
    const statusWith = async (key: string, path: string) => (await ask(sandbox, path, { key })).status;
    expect(await statusWith(STAGES_ONLY_KEY, "/stages")).toBe(200);
    expect(await statusWith(STAGES_ONLY_KEY, "/stages/offer")).toBe(403);
    expect(await statusWith(STAGES_ONLY_KEY, "/opportunities")).toBe(403);
    expect(await statusWith(NOTHING_KEY, "/stages")).toBe(403);
    expect(await statusWith(FINDEM_KEY, "/opportunities/deleted")).toBe(403);
    expect(await statusWith(EVERYTHING_KEY, "/opportunities/deleted")).toBe(200);
    expect(await statusWith(READ_ONLY_KEY, "/opportunities")).toBe(200);
    expect(await statusWith(NO_APPLICATIONS_KEY, `/opportunities/x/applications`)).toBe(403);
  });

  test("candidates and opportunities are separate ticks for the same data", async () => {
    await using sandbox = await smallSandbox();
    sandbox.addKey({ apiKey: "k", name: "k", permissions: ["find all candidates"], confidential: false });
    expect((await ask(sandbox, "/candidates", { key: "k" })).status).toBe(200);
    expect((await ask(sandbox, "/opportunities", { key: "k" })).status).toBe(403);
  });

  test("a key that is taken out is unknown from then on", async () => {
    await using sandbox = await smallSandbox();
    sandbox.data.keys.delete(PLAIN_KEY);
    expect((await ask(sandbox, "/stages", { key: PLAIN_KEY })).status).toBe(401);
  });

  test("keys of two accounts see different data", async () => {
    await using sandbox = await smallSandbox();
    const theirs = idsOf(await walk(sandbox, "/opportunities", { key: OTHER_ACCOUNT_KEY }));
    expect(theirs).toEqual(idsOf(sandbox.otherData.opportunities.values()));
    const [id = ""] = theirs;
    expect((await ask(sandbox, `/opportunities/${id}`)).status).toBe(404);
    expect((await ask(sandbox, `/opportunities/${id}`, { key: OTHER_ACCOUNT_KEY })).status).toBe(200);
  });

  test.each(["/nothing", "/stages/", "/stages/offer/x", "/opportunities//applications", "/../v1/stages/%zz"])(
    "there is nothing at %s",
    async (path) => {
      await using sandbox = await smallSandbox();
      expect((await ask(sandbox, path)).status).toBe(404);
    },
  );

  test("another method of a known path is 404", async () => {
    await using sandbox = await smallSandbox();
    expect((await ask(sandbox, "/stages", { method: "DELETE" })).status).toBe(404);
  });

  test("a URL of more than 8192 bytes is refused with 414", async () => {
    await using sandbox = await smallSandbox();
    const longest = `/stages?offset=${"x".repeat(8_192 - "/v1/stages?offset=".length)}`;
    expect((await ask(sandbox, longest)).status).toBe(400);
    expect((await ask(sandbox, `${longest}x`)).status).toBe(414);
  });
});

describe("Lever docs, Rate limits", () => {
  test("each key has a bucket of its own; an empty one answers 429", async () => {
    await using sandbox = await smallSandbox({ requestsPerSecond: 0.0001, burst: 3 });
    const statuses = [];
    for (let request = 0; request < 5; request++) statuses.push((await ask(sandbox, "/stages")).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await ask(sandbox, "/stages");
    expect(refused.body).toEqual({ code: expect.any(String), message: expect.any(String) });
    expect(refused.headers.has("retry-after")).toBe(false);
    expect(rowsOf(await ask(sandbox, "/stages", { key: PLAIN_KEY })).length).toBeGreaterThan(5);
  });

  test("what is refused for its permission costs a token, too", async () => {
    await using sandbox = await smallSandbox({ requestsPerSecond: 0.0001, burst: 1 });
    expect((await ask(sandbox, "/users", { key: STAGES_ONLY_KEY })).status).toBe(403);
    expect((await ask(sandbox, "/stages", { key: STAGES_ONLY_KEY })).status).toBe(429);
  });

  test("what is refused for its key costs nobody anything", async () => {
    await using sandbox = await smallSandbox({ requestsPerSecond: 0.0001, burst: 1 });
    for (let request = 0; request < 3; request++) {
      expect((await ask(sandbox, "/stages", { key: "nobody" })).status).toBe(401);
    }
    expect((await ask(sandbox, "/stages")).status).toBe(200);
  });
});
