import type { FeedbackRecord, ProfileFormRecord, ReferralRecord } from "../records/form.record.js";
import type { Expander, Expanders } from "../routing/selection.js";
import { expandStage } from "./stage.shape.js";
import { expandUser } from "./user.shape.js";

/** A filled-in form as Lever sends it: without its opportunity. Lever docs, "Feedback", "Profile forms", "Referrals". */
export function formShape({ opportunityId: _, ...form }: FeedbackRecord | ProfileFormRecord | ReferralRecord): object {
  return form;
}

export const FEEDBACK_EXPANDERS = { user: expandUser } as const satisfies Expanders;
export const PROFILE_FORM_EXPANDERS = { user: expandUser, stage: expandStage } as const satisfies Expanders;
export const REFERRAL_EXPANDERS = {
  referrer: expandUser,
  user: expandUser,
  stage: expandStage,
} as const satisfies Expanders;

const FEEDBACK_PERMISSIONS = ["find all opportunity feedback", "find an opportunity feedback"];

/** The feedback of an id; the id stays where the key may read no feedback. Not documented: the strict reading. */
export const expandFeedback: Expander = (id, { account, key }) => {
  const row = account.data.feedback.get(id);
  const isPermitted = FEEDBACK_PERMISSIONS.some((name) => key.permissions.includes(name));
  return row === undefined || !isPermitted ? null : formShape(row);
};
