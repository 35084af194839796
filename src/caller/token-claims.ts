import type { JWTPayload } from "jose";
import type { Caller } from "./caller.js";
import { isAccountId, isEmail, isUserId } from "./identity-patterns.js";
import { roleNamesIn, rolesOf } from "./roles.js";

/** A claim of a token that is valid otherwise can't be believed. */
export class ClaimInvalid extends Error {
  override readonly name = "ClaimInvalid";

  constructor(claim: string, fault: string) {
    super(`The token's claim ${claim} ${fault}.`);
  }
}

/**
 * Who a token speaks of.
 * @throws ClaimInvalid
 */
export function callerOf(claims: JWTPayload): Caller {
  const accountId = textOf(claims, "account_id", isAccountId);
  if (accountId === null) throw new ClaimInvalid("account_id", "is missing");
  const email = textOf(claims, "email", isEmail);
  return {
    accountId,
    userId: textOf(claims, "sub", isUserId),
    email: isEmailVerified(claims["email_verified"]) ? email : null,
    roles: rolesOf(roleNames(claims["roles"])),
  };
}

function textOf(claims: JWTPayload, claim: string, isRight: (text: string) => boolean): string | null {
  const value = claims[claim];
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string" || !isRight(value)) throw new ClaimInvalid(claim, "is malformed");
  return value;
}

/** Issuers that know nothing of verification don't have the claim; some give it as text. */
function isEmailVerified(claim: unknown): boolean {
  return claim === undefined || claim === true || claim === "true";
}

function roleNames(claim: unknown): readonly string[] {
  if (claim === undefined || claim === null) return [];
  if (typeof claim === "string") return roleNamesIn(claim);
  if (Array.isArray(claim)) return claim.filter((name) => typeof name === "string");
  throw new ClaimInvalid("roles", "is neither a list nor a text");
}
