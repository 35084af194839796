import { generateKeyPair, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { hang, json, ScriptedServer, text, type Reply } from "../support/scripted-server.js";
import { ADA, atUrl, AUDIENCE, bearer, CLAIMS, ISSUER, jwks, listening, refusal, rsa, sign } from "./token-support.js";

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
    const { authenticator, causes } = listening(server.url, 1_000);
    const token = await sign({}, { kid: "k1" });
    expect(await bearer(authenticator, token)).toMatchObject({ kind: "refused", status: 401 });
    expect(causes).toHaveLength(1);
    expect(await bearer(authenticator, token)).toEqual(ADA);
  });
});
