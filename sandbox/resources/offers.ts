import type { OfferRecord } from "../records/offer.record.js";
import { contentOf, contentTypeOf } from "../routing/content.js";
import { once, oneOf } from "../routing/query-parameter.js";
import { notFound } from "../routing/refusal.js";
import { defineRoute, type Route } from "../routing/route.js";
import { OFFER_EXPANDERS, offerShape } from "../shapes/offer.shape.js";
import { partList, type PartKind, partOf } from "./opportunity-parts.js";

const OFFERS: PartKind<OfferRecord> = {
  segment: "offers",
  parameter: "offer",
  expanders: OFFER_EXPANDERS,
  rowsIn: ({ offers }) => offers,
  shape: offerShape,
};

/** Not documented; here every offer's document has this size. */
const DOCUMENT_BYTES = 48_000;

/** Lever docs, "Offers": there is no single one. */
export const offerRoutes: readonly Route[] = [
  ...partList(OFFERS),
  defineRoute({
    method: "GET",
    template: "/opportunities/:opportunity/offers/:offer/download",
    query: { status: once(oneOf("sent", "signed")) },
    answer(call) {
      const offer = partOf(call.account.data.offers, call, OFFERS);
      const status = call.query.status ?? (offer.signedDocument == null ? "sent" : "signed");
      const document = status === "signed" ? offer.signedDocument : offer.sentDocument;
      if (document == null) throw notFound("documents", `${offer.id} ${status}`);
      const content = contentOf({ id: `${offer.id} ${status}`, ext: "pdf", size: DOCUMENT_BYTES });
      return { kind: "bytes", status: 200, content, contentType: contentTypeOf("pdf") };
    },
  }),
];
