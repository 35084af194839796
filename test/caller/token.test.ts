import { createHmac } from "node:crypto";
import { exportSPKI, generateKeyPair, UnsecuredJWT, type JWTPayload } from "jose";
import { describe, expect, test } from "vitest";
import { authenticatorOf, caller, identify } from "./support.js";
import {
  ADA,
  AUDIENCE,
  bearer,
  CLAIMS,
  fixed,
  ISSUER,
  pem,
  refusal,
  secondsFromNow,
  settings,
  sign,
} from "./token-support.js";

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
