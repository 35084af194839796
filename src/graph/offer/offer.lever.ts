import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { OfferWire } from "./offer.wire.js";

export const offerList = defineEndpoint<OfferWire>({
  path: "/opportunities/:opportunity/offers",
  permission: "find all opportunity offers",
  documentation: "Offers > List all offers",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
