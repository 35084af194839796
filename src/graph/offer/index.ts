import { defineSlice } from "../slice.js";
import { OfferResolver, OpportunityOffersResolver } from "./offer.resolver.js";

export const offer = defineSlice({ resolvers: [OfferResolver, OpportunityOffersResolver] });
