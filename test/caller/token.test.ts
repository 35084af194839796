import { createHmac } from "node:crypto";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { createAuthenticator } from "../../src/caller/authenticator.js";
import type { Authenticator, Identity } from "../../src/caller/identity.js";
import type { TokenKeys } from "../../src/config/config.js";
import { hang, json, ScriptedServer, text, type Reply } from "../support/scripted-server.js";
import { authenticatorOf, caller, identify } from "./support.js";

const ISSUER = "https://issuer.example";
const AUDIENCE = "lever-subgraph";
const CLAIMS = { account_id: "acme", sub: "42", email: "ada@example.com", roles: ["recruiter"] };
const ADA = caller("acme", ["viewer", "recruiter"], { userId: "42", email: "ada@example.com" });

interface Pair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

let rsa: Pair;
let pem: string;

beforeAll(async () => {
  rsa = await generateKeyPair("RS256", { extractable: true });
  pem = await exportSPKI(rsa.publicKey);
});

function settings(keys: TokenKeys) {
  return { mode: "jwt", issuer: ISSUER, audience: AUDIENCE, keys } as const;
}

function fixed(): Authenticator {
  return authenticatorOf(settings({ kind: "publicKey", pem }));
}

function atUrl(url: string): Authenticator {
  return authenticatorOf(settings({ kind: "keySet", url }));
}

function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds;
}

/** A token that is right; `claims` replace its own, undefined ones take them away. */
function sign(
  claims: JWTPayload = {},
  header: { alg?: string; kid?: string; jku?: string } = {},
  key = rsa.privateKey,
) {
  const right = { iss: ISSUER, aud: AUDIENCE, exp: secondsFromNow(300), ...CLAIMS };
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: "RS256", ...header }).sign(key);
}

function bearer(authenticator: Authenticator, token: string): Promise<Identity> {
  return identify(authenticator, { authorization: `Bearer ${token}` });
}

function refusal(reason: string): Identity {
  return { kind: "refused", status: 401, reason };
}

async function jwks(...keys: readonly (readonly [string, CryptoKey])[]): Promise<Reply> {
  return json({ keys: await Promise.all(keys.map(async ([kid, key]) => ({ ...(await exportJWK(key)), kid }))) });
}

describe("a token", () => {
  test("tells account, user, email and roles", async () => {
    expect(await bearer(fixed(), await sign())).toEqual(ADA);
  });

  test.each([
    ["a list", ["admin", "eeo", 5, null, "x"], ["viewer", "recruiter", "admin", "eeo"]],
    ["commas", "recruiter, confidential", ["viewer", "recruiter", "confidential"]],
    ["spaces", "openid recruiter", ["viewer", "recruiter"]],
    ["no claim", undefined, ["viewer"]],
    ["null", null, ["viewer"]],
    ["an entry that only holds a role", ["admin,eeo", ["admin"]], ["viewer"]],
  ] as const)("has roles as %s", async (_, roles, expected) => {
    const rest = { userId: "42", email: "ada@example.com" };
    expect(await bearer(fixed(), await sign({ roles }))).toEqual(caller("acme", expected, rest));
  });

  test.each([
    [undefined, "ada@example.com"],
    [true, "ada@example.com"],
    ["true", "ada@example.com"],
    [false, null],
    ["false", null],
    [null, null],
    [0, null],
  ])("with email_verified %j has the email %j", async (verified, email) => {
    const identity = await bearer(fixed(), await sign({ email_verified: verified }));
    expect(identity).toMatchObject({ kind: "caller", caller: { email } });
  });

  test("may leave out who it is, not which account", async () => {
    const token = await sign({ sub: undefined, email: undefined, roles: undefined } as unknown as JWTPayload);
    expect(await bearer(fixed(), token)).toEqual(caller("acme", ["viewer"]));
    expect(await bearer(fixed(), await sign({ account_id: undefined }))).toEqual(
      refusal("The token's claim account_id is missing."),
    );
  });

  test.each([
    ["account_id", "acme, rival", "is malformed"],
    ["account_id", ["acme"], "is malformed"],
    ["account_id", 7, "is malformed"],
    ["account_id", "", "is missing"],
    ["sub", "a".repeat(256), "is malformed"],
    ["email", "ada", "is malformed"],
    ["email", { address: "ada@example.com" }, "is malformed"],
    ["roles", { admin: true }, "is neither a list nor a text"],
  ])("with the claim %s as %j is refused", async (claim, value, fault) => {
    expect(await bearer(fixed(), await sign({ [claim]: value }))).toEqual(
      refusal(`The token's claim ${claim} ${fault}.`),
    );
  });

  test.each([
    ["of another issuer", { iss: "https://rival.example" }, "iss"],
    ["of an issuer with a slash more", { iss: `${ISSUER}/` }, "iss"],
    ["without issuer", { iss: undefined }, "iss"],
    ["for another audience", { aud: "another" }, "aud"],
    ["for other audiences", { aud: ["another", "third"] }, "aud"],
    ["without audience", { aud: undefined }, "aud"],
    ["without end", { exp: undefined }, "exp"],
    ["with an end that is none", { exp: "never" }, "exp"],
    ["that begins later", { nbf: secondsFromNow(90) }, "nbf"],
  ])("%s is refused", async (_, claims, claim) => {
    const reason = `The token's claim ${claim} is missing or wrong.`;
    expect(await bearer(fixed(), await sign(claims as unknown as JWTPayload))).toEqual(refusal(reason));
  });

  test("may be for several audiences, us among them", async () => {
    expect(await bearer(fixed(), await sign({ aud: ["another", AUDIENCE] }))).toEqual(ADA);
  });

  test("that has ended is refused, but for clocks that differ a little", async () => {
    expect(await bearer(fixed(), await sign({ exp: secondsFromNow(-60) }))).toEqual(refusal("The token has expired."));
    expect(await bearer(fixed(), await sign({ exp: secondsFromNow(-10) }))).toEqual(ADA);
    expect(await bearer(fixed(), await sign({ nbf: secondsFromNow(20) }))).toEqual(ADA);
  });

  test.each(["RS256", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"])(
    "may be signed with %s",
    async (alg) => {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
      const authenticator = authenticatorOf(settings({ kind: "publicKey", pem: await exportSPKI(publicKey) }));
      expect(await bearer(authenticator, await sign({}, { alg }, privateKey))).toEqual(ADA);
    },
  );
});

describe("a forged token", () => {
  const right = { iss: ISSUER, aud: AUDIENCE, ...CLAIMS };

  test("without signature is refused", async () => {
    const token = new UnsecuredJWT(right).setExpirationTime("5m").encode();
    expect(await bearer(fixed(), token)).toEqual(refusal("The token is not valid."));
    const [, payload] = (await sign()).split(".");
    for (const alg of ["none", "None", "nOnE", ""]) {
      const header = Buffer.from(JSON.stringify({ alg })).toString("base64url");
      expect(await bearer(fixed(), `${header}.${String(payload)}.`)).toEqual(refusal("The token is not valid."));
    }
  });

  test.each(["HS256", "HS512"])("signed %s with the public key for a secret is refused", async (alg) => {
    const header = Buffer.from(JSON.stringify({ alg })).toString("base64url");
    const payload = Buffer.from(JSON.stringify({ ...right, exp: secondsFromNow(300) })).toString("base64url");
    const digest = alg.replace("HS", "sha");
    for (const secret of [pem, pem.trim()]) {
      const signature = createHmac(digest, secret).update(`${header}.${payload}`).digest("base64url");
      expect(await bearer(fixed(), `${header}.${payload}.${signature}`)).toEqual(refusal("The token is not valid."));
    }
  });

  test("signed with another key is refused", async () => {
    const { privateKey } = await generateKeyPair("RS256");
    expect(await bearer(fixed(), await sign({}, {}, privateKey))).toEqual(refusal("The token is not valid."));
  });

  test("with claims changed after the signature is refused", async () => {
    const [header, payload, signature] = (await sign()).split(".");
    const claims = JSON.parse(Buffer.from(String(payload), "base64url").toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, account_id: "rival" })).toString("base64url");
    const token = [header, changed, signature].join(".");
    expect(await bearer(fixed(), token)).toEqual(refusal("The token is not valid."));
  });

  test("is not let in by the headers that a gateway would send", async () => {
    const headers = { "x-account-id": "acme", "x-user-roles": "admin", "router-authorization": "x" };
    const needed = refusal("The header authorization with a Bearer token is needed.");
    expect(await identify(fixed(), headers)).toEqual(needed);
    const rival = { ...headers, "x-account-id": "rival", authorization: `Bearer ${await sign()}` };
    expect(await identify(fixed(), rival)).toEqual(ADA);
  });

  test.each(["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b", "Bearer a.b.c.d", "Bearer a b c", "Bearer a.b.c, x"])(
    "that is none (%j) is refused",
    async (authorization) => {
      const needed = refusal("The header authorization with a Bearer token is needed.");
      expect(await identify(fixed(), { authorization })).toEqual(needed);
    },
  );

  test("of the right form and without sense is refused without being quoted", async () => {
    for (const token of ["a.b.c", "e30.e30.e30", `${"A".repeat(500)}.e30.x`]) {
      expect(await bearer(fixed(), token)).toEqual(refusal("The token is not valid."));
    }
  });
});

describe("the key set", () => {
  test("is read once for many tokens, at the same time or one after the other", async () => {
    const reply = await jwks(["k1", rsa.publicKey]);
    await using server = await ScriptedServer.start(() => reply);
    const authenticator = atUrl(`${server.url}/keys`);
    const token = await sign({}, { kid: "k1" });
    expect(await Promise.all([1, 2, 3].map(() => bearer(authenticator, token)))).toEqual([ADA, ADA, ADA]);
    expect(await bearer(authenticator, token)).toEqual(ADA);
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /keys"]);
  });

  test("finds the key by its id", async () => {
    const other = await generateKeyPair("ES256");
    const reply = await jwks(["k1", rsa.publicKey], ["k2", other.publicKey]);
    await using server = await ScriptedServer.start(() => reply);
    const authenticator = atUrl(server.url);
    expect(await bearer(authenticator, await sign({}, { kid: "k1" }))).toEqual(ADA);
    expect(await bearer(authenticator, await sign({}, { kid: "k2", alg: "ES256" }, other.privateKey))).toEqual(ADA);
    const crossed = await sign({}, { kid: "k1", alg: "ES256" }, other.privateKey);
    expect(await bearer(authenticator, crossed)).toEqual(refusal("The token is not valid."));
  });

  test("is not read again for every token with an unknown key", async () => {
    const reply = await jwks(["k1", rsa.publicKey]);
    await using server = await ScriptedServer.start(() => reply);
    const authenticator = atUrl(server.url);
    for (const kid of ["x1", "x2", "x3"]) {
      expect(await bearer(authenticator, await sign({}, { kid }))).toEqual(refusal("The token is not valid."));
    }
    expect(server.requests).toHaveLength(1);
  });

  test("is not asked for a token of an algorithm that nobody may use", async () => {
    await using server = await ScriptedServer.start(() => json({ keys: [] }));
    const token = new UnsecuredJWT({ iss: ISSUER, aud: AUDIENCE, ...CLAIMS }).setExpirationTime("5m").encode();
    expect(await bearer(atUrl(server.url), token)).toEqual(refusal("The token is not valid."));
    expect(server.requests).toHaveLength(0);
  });

  test("is never where the token says", async () => {
    const forger = await generateKeyPair("RS256", { extractable: true });
    const reply = await jwks(["k1", rsa.publicKey]);
    const forgedReply = await jwks(["k1", forger.publicKey]);
    await using server = await ScriptedServer.start(() => reply);
    await using elsewhere = await ScriptedServer.start(() => forgedReply);
    const token = await sign({}, { kid: "k1", jku: `${elsewhere.url}/keys` }, forger.privateKey);
    expect(await bearer(atUrl(server.url), token)).toEqual(refusal("The token is not valid."));
    expect(elsewhere.requests).toHaveLength(0);
  });

  test.each<[string, Reply]>([
    ["answers 500", json({}, 500)],
    ["is a page", text("<html>", "text/html")],
    ["is no key set", json({ key: "x" })],
    ["breaks off", (response) => void response.destroy()],
  ])("that %s lets nobody in, and the cause is told to the operator", async (_, reply) => {
    await using server = await ScriptedServer.start(() => reply);
    const { authenticator, causes } = listening(server.url);
    expect(await bearer(authenticator, await sign({}, { kid: "k1" }))).toEqual(
      refusal("The token can't be checked now: try again later."),
    );
    expect(causes).toHaveLength(1);
    expect(causes[0]).toBeInstanceOf(Error);
  });

  test("that is redirected elsewhere is not followed", async () => {
    const reply = await jwks(["k1", rsa.publicKey]);
    await using elsewhere = await ScriptedServer.start(() => reply);
    await using server = await ScriptedServer.start(() => json({}, 302, { location: `${elsewhere.url}/keys` }));
    const { authenticator, causes } = listening(server.url);
    expect(await bearer(authenticator, await sign({}, { kid: "k1" }))).toMatchObject({ kind: "refused" });
    expect(causes).toHaveLength(1);
    expect(elsewhere.requests).toHaveLength(0);
  });

  test("that doesn't answer is given up, and comes back when it does", async () => {
    const right = await jwks(["k1", rsa.publicKey]);
    await using server = await ScriptedServer.start((_, index) => (index === 0 ? hang : right));
    const { authenticator, causes } = listening(server.url);
    const token = await sign({}, { kid: "k1" });
    expect(await bearer(authenticator, token)).toMatchObject({ kind: "refused", status: 401 });
    expect(causes).toHaveLength(1);
    expect(await bearer(authenticator, token)).toEqual(ADA);
  });
});

/** An authenticator that keeps why its key set failed. */
function listening(url: string): { readonly authenticator: Authenticator; readonly causes: readonly unknown[] } {
  const causes: unknown[] = [];
  const authentication = settings({ kind: "keySet", url });
  return {
    authenticator: createAuthenticator({ authentication, onKeySetFailure: (cause) => causes.push(cause) }),
    causes,
  };
}
