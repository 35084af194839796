import { expect, test } from "vitest";
import { isSignedBy, signatureOf } from "../../src/webhooks/signature.js";

/** Computed apart from this code: openssl dgst -sha256 -hmac whsec_demo_7f3a */
const KEY = "whsec_demo_7f3a";
const DELIVERY = {
  event: "candidateStageChange",
  token: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978",
  triggeredAt: 1_718_050_000_123,
  signature: "3912e6d95c205cc6f14cfbf0a2d19a4feb86d1c7a9c65910601ce074b1f01554",
  opportunityId: null,
  contactId: null,
};

test("a signature is over the token and the time, as Lever makes it", () => {
  expect(signatureOf(DELIVERY, KEY)).toBe(DELIVERY.signature);
  expect(isSignedBy(DELIVERY, [KEY])).toBe(true);
});

test("one of several keys is enough, wherever it stands", () => {
  expect(isSignedBy(DELIVERY, ["other", KEY])).toBe(true);
  expect(isSignedBy(DELIVERY, [KEY, "other"])).toBe(true);
  expect(isSignedBy(DELIVERY, ["other", "another"])).toBe(false);
});

test.each([
  ["nobody's key", {}, []],
  ["the empty key", {}, [""]],
  ["no signature", { signature: null }, [KEY]],
  ["an empty signature", { signature: "" }, [KEY]],
  ["upper case", { signature: DELIVERY.signature.toUpperCase() }, [KEY]],
  ["a part of it", { signature: DELIVERY.signature.slice(0, 63) }, [KEY]],
  ["more than it", { signature: `${DELIVERY.signature}0` }, [KEY]],
  ["as many characters, of other bytes", { signature: "ü".repeat(32) }, [KEY]],
  ["another token", { token: `${DELIVERY.token}0` }, [KEY]],
  ["another time", { triggeredAt: DELIVERY.triggeredAt + 1 }, [KEY]],
])("%s is refused", (_, changes, keys) => {
  expect(isSignedBy({ ...DELIVERY, ...changes }, keys)).toBe(false);
});
