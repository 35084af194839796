import { defineSlice } from "../slice.js";
import { OpportunityReferralsResolver, ReferralResolver } from "./referral.resolver.js";

export const referral = defineSlice({ resolvers: [OpportunityReferralsResolver, ReferralResolver] });
