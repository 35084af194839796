import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from "jose";
import type { Authentication } from "../config/config.js";
import { refused, type Authenticator, type IdentifiedRequest, type Identity } from "./identity.js";
import { createKeySource, KEY_SET_TIMEOUT_MS, KeySetUnavailable } from "./key-source.js";
import { refusingBadHeaders } from "./refusing-bad-headers.js";
import { headerOf } from "./request-header.js";
import { callerOf, ClaimInvalid } from "./token-claims.js";

/** Signatures that only the issuer can make. With HS* whoever may check may sign, and with `none` anybody. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512"],
  ...["PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512"],
  ...["EdDSA", "Ed25519"],
];
const CLOCK_TOLERANCE_SECONDS = 30;
const BEARER = /^Bearer +(?<token>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2})$/i;

type TokenAuthentication = Extract<Authentication, { readonly mode: "jwt" }>;

/** What the mode needs beside its settings. */
export interface TokenHooks {
  /** Told why the key set can't be read: every caller is refused meanwhile. */
  readonly onKeySetFailure: (cause: unknown) => void;
  /** How long the key set may take to be read, milliseconds; 5,000 by default. */
  readonly keySetTimeoutMs?: number;
}

/** Believes the tokens of one issuer that are made out for this service. */
export function createTokenAuthenticator(settings: TokenAuthentication, hooks: TokenHooks): Authenticator {
  const findKey = createKeySource(settings.keys, hooks.keySetTimeoutMs ?? KEY_SET_TIMEOUT_MS);
  const options: JWTVerifyOptions = {
    issuer: settings.issuer,
    audience: settings.audience,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ["exp"],
  };
  return {
    identify: refusingBadHeaders(async (request) => {
      const token = tokenOf(request);
      if (token === null) return refused("The header authorization with a Bearer token is needed.");
      return identify(token, { findKey, options, hooks });
    }),
  };
}

function tokenOf(request: IdentifiedRequest): string | null {
  return BEARER.exec(headerOf(request, "authorization") ?? "")?.groups?.["token"] ?? null;
}

interface Verification {
  readonly findKey: JWTVerifyGetKey;
  readonly options: JWTVerifyOptions;
  readonly hooks: TokenHooks;
}

async function identify(token: string, { findKey, options, hooks }: Verification): Promise<Identity> {
  try {
    const { payload } = await jwtVerify(token, findKey, options);
    return { kind: "caller", caller: callerOf(payload) };
  } catch (error) {
    if (error instanceof KeySetUnavailable) {
      hooks.onKeySetFailure(error.cause);
      return refused("The token can't be checked now: try again later.");
    }
    return refused(reasonOf(error));
  }
}

/** Whatever can't be told apart is the token's own fault: nothing but a checked token lets anybody in. */
function reasonOf(error: unknown): string {
  if (error instanceof ClaimInvalid) return error.message;
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's claim ${error.claim} is missing or wrong.`;
  return "The token is not valid.";
}
