import { definePartLoader } from "../opportunity-part.loader.js";
import { feedbackList } from "./feedback.lever.js";
import { toFeedback } from "./feedback.mapper.js";
import type { AtsFeedback } from "./feedback.js";
import type { FeedbackWire } from "./feedback.wire.js";

/** An opportunity's feedback, without what was deleted. */
export const feedbackByOpportunity = definePartLoader<FeedbackWire, AtsFeedback>({
  name: "feedbackByOpportunity",
  endpoint: feedbackList,
  users: ["user"],
  toPart: toFeedback,
});
