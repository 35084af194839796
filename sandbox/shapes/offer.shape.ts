import type { OfferDocumentRecord, OfferRecord } from "../records/offer.record.js";
import type { Expanders } from "../routing/selection.js";
import { expandUser } from "./user.shape.js";

/** An offer as Lever sends it. Lever docs, "Offers > Offer attributes". */
export function offerShape({ opportunityId, sentDocument, signedDocument, ...offer }: OfferRecord): object {
  const path = `https://api.lever.co/v1/opportunities/${opportunityId}/offers/${offer.id}/download`;
  return {
    ...offer,
    ...(sentDocument === undefined ? {} : { sentDocument: documentShape(sentDocument, `${path}?status=sent`) }),
    ...(signedDocument === undefined ? {} : { signedDocument: documentShape(signedDocument, `${path}?status=signed`) }),
  };
}

export const OFFER_EXPANDERS = { creator: expandUser } as const satisfies Expanders;

/** The link is one of the API, always of Lever's own host. */
function documentShape(document: OfferDocumentRecord | null, downloadUrl: string): object | null {
  return document === null ? null : { ...document, downloadUrl };
}
