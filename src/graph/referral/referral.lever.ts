import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { ReferralWire } from "./referral.wire.js";

export const referralList = defineEndpoint<ReferralWire>({
  path: "/opportunities/:opportunity/referrals",
  permission: "find all opportunity referrals",
  documentation: "Referrals > List all referrals",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
