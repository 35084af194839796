import type { FeedbackRecord, ProfileFormRecord, ReferralRecord } from "../records/form.record.js";
import { asDocumented, bareObject } from "../routing/envelope.js";
import type { Route } from "../routing/route.js";
import { FEEDBACK_EXPANDERS, formShape, PROFILE_FORM_EXPANDERS, REFERRAL_EXPANDERS } from "../shapes/form.shape.js";
import { partList, type PartKind, singlePart } from "./opportunity-parts.js";

const FEEDBACK: PartKind<FeedbackRecord> = {
  segment: "feedback",
  parameter: "feedback",
  expanders: FEEDBACK_EXPANDERS,
  rowsIn: ({ feedback }) => feedback,
  shape: formShape,
};

const PROFILE_FORMS: PartKind<ProfileFormRecord> = {
  segment: "forms",
  parameter: "form",
  expanders: PROFILE_FORM_EXPANDERS,
  rowsIn: ({ profileForms }) => profileForms,
  shape: formShape,
};

const REFERRALS: PartKind<ReferralRecord> = {
  segment: "referrals",
  parameter: "referral",
  expanders: REFERRAL_EXPANDERS,
  rowsIn: ({ referrals }) => referrals,
  shape: formShape,
};

/** Lever docs, "Feedback", "Profile forms" and "Referrals": the reads. */
export const formRoutes: readonly Route[] = [
  ...partList(FEEDBACK),
  ...singlePart(FEEDBACK),
  // The documentation's example of this list shows one form, without an envelope.
  ...partList(PROFILE_FORMS, (answer, call) => asDocumented(answer, call, bareObject)),
  ...singlePart(PROFILE_FORMS),
  ...partList(REFERRALS),
  ...singlePart(REFERRALS),
];
