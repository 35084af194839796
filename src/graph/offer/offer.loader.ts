import { definePartLoader } from "../opportunity-part.loader.js";
import { offerList } from "./offer.lever.js";
import { toOffer } from "./offer.mapper.js";
import type { AtsOffer } from "./offer.js";
import type { OfferWire } from "./offer.wire.js";

/** An opportunity's offers, with what not every caller may see: whoever shows them has to ask for the role. */
export const offersByOpportunity = definePartLoader<OfferWire, AtsOffer>({
  name: "offersByOpportunity",
  endpoint: offerList,
  users: ["creator"],
  toPart: toOffer,
});
