import { definePartLoader } from "../opportunity-part.loader.js";
import { referralList } from "./referral.lever.js";
import { toReferral } from "./referral.mapper.js";
import type { AtsReferral } from "./referral.js";
import type { ReferralWire } from "./referral.wire.js";

/** An opportunity's referrals. */
export const referralsByOpportunity = definePartLoader<ReferralWire, AtsReferral>({
  name: "referralsByOpportunity",
  endpoint: referralList,
  users: ["referrer", "user"],
  stages: ["stage"],
  toPart: toReferral,
});
