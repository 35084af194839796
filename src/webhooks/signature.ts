import { createHmac, timingSafeEqual } from "node:crypto";
import type { Delivery } from "./delivery.js";

/** What a signature covers: nothing else of a delivery can be trusted. */
export type Signed = Pick<Delivery, "token" | "triggeredAt">;

/**
 * The signature of a delivery: HMAC-SHA256 over the token and, right behind it, the time as a decimal number, as
 * lower-case hex. Lever docs, "Webhooks > Securing webhooks".
 */
export function signatureOf({ token, triggeredAt }: Signed, signingToken: string): string {
  return createHmac("sha256", signingToken).update(`${token}${triggeredAt}`).digest("hex");
}

/** Whether one of the tokens has signed it; in constant time for each. */
export function isSignedBy(delivery: Delivery, signingTokens: readonly string[]): boolean {
  const given = Buffer.from(delivery.signature ?? "");
  const matches = signingTokens.map((token) => {
    const expected = Buffer.from(signatureOf(delivery, token));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return matches.includes(true);
}
