import { expect, test } from "vitest";
import { readDelivery } from "../../src/webhooks/delivery.js";

const BODY = {
  id: "e0e1e2e3-e4e5-4e6e-8e7e-e8e9eaebeced",
  event: "candidateStageChange",
  triggeredAt: 1_718_050_000_123,
  token: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a6978",
  signature: "3912e6d9",
  data: { opportunityId: "o1", candidateId: "k1", contactId: "c1", fromStageId: "lead-new", toStageId: "offer" },
};
const READ = {
  event: "candidateStageChange",
  triggeredAt: 1_718_050_000_123,
  token: BODY.token,
  signature: "3912e6d9",
  opportunityId: "o1",
  contactId: "c1",
};

test("a delivery as it is documented is read", () => {
  expect(readDelivery(BODY)).toEqual(READ);
});

test.each([
  ["without an id and a signature", { id: undefined, signature: undefined }, { signature: null }],
  ["with a signature that is no text", { signature: 7 }, { signature: null }],
  ["of a test", { data: {} }, { opportunityId: null, contactId: null }],
  ["without data", { data: undefined }, { opportunityId: null, contactId: null }],
  ["with null for data", { data: null }, { opportunityId: null, contactId: null }],
  ["of an event that is new", { event: "candidateSang" }, { event: "candidateSang" }],
  ["with its time as a text", { triggeredAt: "1718050000123" }, {}],
  [
    "with hints that can't be ids",
    { data: { opportunityId: "../x", contactId: [1] } },
    { opportunityId: null, contactId: null },
  ],
  ["of a contact", { data: { contactId: "c1", updatedAt: 1 } }, { opportunityId: null }],
])("a delivery %s is one", (_, changes, read) => {
  expect(readDelivery({ ...BODY, ...changes })).toEqual({ ...READ, ...read });
});

test.each([
  ["nothing", undefined],
  ["null", null],
  ["a text", "x"],
  ["a list", [BODY]],
  ["an empty object", {}],
  ["no event", { ...BODY, event: undefined }],
  ["an empty event", { ...BODY, event: "" }],
  ["an endless event", { ...BODY, event: "e".repeat(101) }],
  ["no token", { ...BODY, token: undefined }],
  ["a number for a token", { ...BODY, token: 5 }],
  ["an empty token", { ...BODY, token: "" }],
  ["an endless token", { ...BODY, token: "t".repeat(201) }],
  ["no time", { ...BODY, triggeredAt: undefined }],
  ["a part of a millisecond", { ...BODY, triggeredAt: 1.5 }],
  ["a time before all", { ...BODY, triggeredAt: -1 }],
  ["a time beyond all", { ...BODY, triggeredAt: 1e300 }],
  ["a time in words", { ...BODY, triggeredAt: "2024-06-10T20:06:40Z" }],
  ["a list for data", { ...BODY, data: [] }],
  ["a text for data", { ...BODY, data: "o1" }],
])("%s is no delivery", (_, body) => {
  expect(readDelivery(body)).toBeNull();
});
