import { expect, test } from "vitest";
import { toOffer } from "../../src/graph/offer/offer.mapper.js";

const wrongShapeAt = (path: string): unknown =>
  expect.objectContaining({ code: "BAD_RESPONSE", details: expect.objectContaining({ path }) });

const source = { connectionId: "c1", opportunityId: "o1", fetchedAt: 0 };

/** Lever docs, "Offers". */
const offer = {
  id: "0c1d2e3f-4a5b-4c6d-8e7f-8a9b0c1d2e3f",
  createdAt: 1_719_000_000_000,
  creator: "9d8c7b6a-5e4f-4321-8abc-def012345678",
  status: "sent",
  fields: [
    { text: "Job title", identifier: "job_title", value: "Platform Engineer" },
    { text: "Offered compensation amount", identifier: "salary_amount", value: 82_000 },
    { text: "Equity", identifier: "custom_equity" },
  ],
  signatures: { candidate: { role: "candidate", name: "Ilse Brandt", email: "ilse@sample.test", signed: false } },
  sentDocument: {
    fileName: "offer.pdf",
    uploadedAt: 1_719_000_100_000,
    downloadUrl: "https://api.lever.co/v1/opportunities/o1/offers/0c1d/download?status=sent",
  },
  signedDocument: null,
  approvedAt: 1_718_990_000_000,
  sentAt: 1_719_000_100_000,
};

test("an offer of the documentation's shape", () => {
  const { guarded, ...open } = toOffer(source, offer);
  expect(open).toEqual({
    id: "c1.o1.0c1d2e3f-4a5b-4c6d-8e7f-8a9b0c1d2e3f",
    status: "sent",
    createdAt: 1_719_000_000_000,
    approvedAt: 1_718_990_000_000,
    sentAt: 1_719_000_100_000,
    connectionId: "c1",
    creatorExternalId: "9d8c7b6a-5e4f-4321-8abc-def012345678",
    postingExternalId: null,
  });
  expect(guarded.fields).toEqual([
    { identifier: "job_title", label: "Job title", value: "Platform Engineer" },
    { identifier: "salary_amount", label: "Offered compensation amount", value: 82_000 },
    { identifier: "custom_equity", label: "Equity", value: null },
  ]);
  expect(guarded.sentDocument).toMatchObject({
    id: "c1.o1.0c1d2e3f-4a5b-4c6d-8e7f-8a9b0c1d2e3f.sent",
    name: "offer.pdf",
    ext: "pdf",
    uploadedAt: 1_719_000_100_000,
  });
  expect(guarded.signedDocument).toBeNull();
  expect(JSON.stringify(guarded)).not.toContain("api.lever.co");
});

test("the signed document has an id of its own", () => {
  const { guarded } = toOffer(source, { ...offer, signedDocument: { fileName: "signed.pdf", uploadedAt: 1 } });
  expect(guarded.signedDocument?.id).toBe("c1.o1.0c1d2e3f-4a5b-4c6d-8e7f-8a9b0c1d2e3f.signed");
});

test("its posting is the one that Lever names, on the offer or else among the fields", () => {
  const fields = [{ text: "Job posting", identifier: "job_posting", value: "p2" }];
  expect(toOffer(source, { ...offer, fields }).postingExternalId).toBe("p2");
  expect(toOffer(source, { ...offer, fields, posting: "p1" }).postingExternalId).toBe("p1");
});

test("of which only the id is of its type is there all the same", () => {
  const strange = { id: "x1", fields: [null, "x", {}], sentDocument: "offer.pdf", status: {}, createdAt: "soon" };
  expect(toOffer(source, strange as never)).toMatchObject({
    id: "c1.o1.x1",
    status: null,
    createdAt: null,
    guarded: { fields: [{ identifier: "", label: "", value: null }], sentDocument: null, signedDocument: null },
  });
  expect(toOffer(source, { id: "x1" }).guarded).toEqual({ fields: [], sentDocument: null, signedDocument: null });
});

test("without an id is an answer of the wrong shape", () => {
  expect(() => toOffer(source, {})).toThrow(wrongShapeAt("id"));
});
