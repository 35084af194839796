import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";
import { createAuthenticator } from "../../src/caller/authenticator.js";
import type { Authenticator, Identity } from "../../src/caller/identity.js";
import type { TokenKeys } from "../../src/config/config.js";
import { json, type Reply } from "../support/scripted-server.js";
import { authenticatorOf, caller, identify } from "./support.js";

export const ISSUER = "https://issuer.example";
export const AUDIENCE = "lever-subgraph";
export const CLAIMS = { account_id: "acme", sub: "42", email: "ada@example.com", roles: ["recruiter"] };
export const ADA = caller("acme", ["viewer", "recruiter"], { userId: "42", email: "ada@example.com" });

interface Pair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** The issuer's. */
export const rsa: Pair = await generateKeyPair("RS256", { extractable: true });
export const pem = await exportSPKI(rsa.publicKey);

export function settings(keys: TokenKeys) {
  return { mode: "jwt", issuer: ISSUER, audience: AUDIENCE, keys } as const;
}

export function fixed(): Authenticator {
  return authenticatorOf(settings({ kind: "publicKey", pem }));
}

export function atUrl(url: string): Authenticator {
  return authenticatorOf(settings({ kind: "keySet", url }));
}

export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds;
}

/** A token that is right; `claims` replace its own, undefined ones take them away. */
export function sign(
  claims: JWTPayload = {},
  header: { alg?: string; kid?: string; jku?: string } = {},
  key = rsa.privateKey,
) {
  const right = { iss: ISSUER, aud: AUDIENCE, exp: secondsFromNow(300), ...CLAIMS };
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: "RS256", ...header }).sign(key);
}

export function bearer(authenticator: Authenticator, token: string): Promise<Identity> {
  return identify(authenticator, { authorization: `Bearer ${token}` });
}

export function refusal(reason: string): Identity {
  return { kind: "refused", status: 401, reason };
}

export async function jwks(...keys: readonly (readonly [string, CryptoKey])[]): Promise<Reply> {
  return json({ keys: await Promise.all(keys.map(async ([kid, key]) => ({ ...(await exportJWK(key)), kid }))) });
}

/** An authenticator that keeps why its key set failed. */
export function listening(
  url: string,
  keySetTimeoutMs = 5_000,
): { readonly authenticator: Authenticator; readonly causes: readonly unknown[] } {
  const causes: unknown[] = [];
  const authentication = settings({ kind: "keySet", url });
  return {
    authenticator: createAuthenticator({
      authentication,
      onKeySetFailure: (cause) => causes.push(cause),
      keySetTimeoutMs,
    }),
    causes,
  };
}
