import { exportSPKI, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { operation, sendRaw } from "../../support/raw-request.js";
import { startSubgraph, type TestSubgraph } from "../../support/subgraph.js";

const JSON_TYPE = { "content-type": "application/json" };
const VIEWER = "{ atsConnections { name viewer { roles } } }";

describe("AUTH_MODE=none", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraph();
    await subgraph.connect(undefined, { account: "demo" });
  });
  beforeEach(() => subgraph.sandbox.clearRequests());
  afterAll(() => subgraph[Symbol.asyncDispose]());

  const send = (headers: Readonly<Record<string, string>>) =>
    sendRaw(`${subgraph.url}/graphql`, { headers: { ...JSON_TYPE, ...headers }, body: operation(VIEWER) });

  test("without headers is the account demo with every role", async () => {
    const { status, text } = await send({});
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      data: {
        atsConnections: [{ viewer: { roles: ["admin", "confidential", "eeo", "recruiter", "viewer"] } }],
      },
    });
  });

  test("takes the headers where they are there", async () => {
    expect(JSON.parse((await send({ "x-account-id": "acme" })).text)).toEqual({ data: { atsConnections: [] } });
    expect(JSON.parse((await send({ "x-user-roles": "recruiter" })).text)).toMatchObject({
      data: { atsConnections: [{ viewer: { roles: ["recruiter", "viewer"] } }] },
    });
  });

  test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:4001", "10.0.0.1", "0.0.0.0:80"])(
    "answers 403 to the Host %s",
    async (host) => {
      const { status, text, headers } = await send({ host });
      expect(status).toBe(403);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN", retryable: false } }] });
      expect(headers["cache-control"]).toBe("no-store");
      expect(subgraph.sandbox.requests).toEqual([]);
    },
  );

  test.each(["localhost:4001", "[::1]:4001", "127.0.0.1"])("answers the Host %s", async (host) => {
    expect((await send({ host })).status).toBe(200);
  });
});

describe("AUTH_MODE=jwt", async () => {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const stranger = await generateKeyPair("ES256", { extractable: true });
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraph({
      environment: {
        ...{ AUTH_MODE: "jwt", JWT_PUBLIC_KEY: await exportSPKI(publicKey) },
        ...{ JWT_ISSUER: "https://issuer.test", JWT_AUDIENCE: "lever-subgraph" },
      },
    });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  const claims = { account_id: "acme", sub: "u1", roles: ["admin"], email: "nora.lind@nimbusrobotics.test" };
  const token = (more: Readonly<Record<string, unknown>> = {}, key = privateKey, expires = "5m") =>
    new SignJWT({ ...claims, ...more })
      .setProtectedHeader({ alg: "ES256" })
      .setIssuer("https://issuer.test")
      .setAudience("lever-subgraph")
      .setExpirationTime(expires)
      .sign(key);
  const send = async (bearer: string | null, query = VIEWER, more: Readonly<Record<string, string>> = {}) => {
    const authorization = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    const headers = { ...JSON_TYPE, ...more, ...authorization };
    const { status, text } = await sendRaw(`${subgraph.url}/graphql`, { headers, body: operation(query) });
    return { status, body: JSON.parse(text) as unknown, text };
  };

  test("takes a token, and connects for its account", async () => {
    const mutation = `mutation { connectLever(input: { name: "Nimbus", apiKey: "lever-sandbox-findem-key-4f7Q" }) { connection { id } userErrors { code } } }`;
    expect((await send(await token(), mutation)).body).toMatchObject({ data: { connectLever: { userErrors: [] } } });
    const shown = await send(await token(), "{ atsConnections { name viewer { performAs { name } } } }");
    expect(shown.body).toEqual({
      data: { atsConnections: [{ name: "Nimbus", viewer: { performAs: { name: "Nora Lind" } } }] },
    });
    const unverified = await send(
      await token({ email_verified: false }),
      "{ atsConnections { viewer { performAs { name } } } }",
    );
    expect(unverified.body).toEqual({ data: { atsConnections: [{ viewer: { performAs: null } }] } });
  });

  test("believes the token and not the headers beside it", async () => {
    const forged = { "x-account-id": "acme", "x-user-roles": "admin", "router-authorization": "anything" };
    const { body } = await send(await token({ account_id: "globex", roles: [] }), VIEWER, forged);
    expect(body).toEqual({ data: { atsConnections: [] } });
  });

  test.each<readonly [string, () => Promise<string | null>]>([
    ["is missing", () => Promise.resolve(null)],
    ["is no token", () => Promise.resolve("abc")],
    ["is of another key", () => token({}, stranger.privateKey)],
    ["has expired", () => token({}, privateKey, "-5m")],
    ["names no account", () => token({ account_id: "" })],
    [
      "is signed with nothing",
      async () => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${(await token()).split(".")[1] ?? ""}.`,
    ],
  ])("answers 401 where the token %s", async (_, make) => {
    subgraph.sandbox.clearRequests();
    const bearer = await make();
    const { status, body, text } = await send(bearer);
    expect(status).toBe(401);
    expect(body).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED", retryable: false } }] });
    if (bearer !== null) expect(text).not.toContain(bearer);
    expect(subgraph.sandbox.requests).toEqual([]);
  });
});
