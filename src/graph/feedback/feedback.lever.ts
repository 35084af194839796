import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { FeedbackWire } from "./feedback.wire.js";

export const feedbackList = defineEndpoint<FeedbackWire>({
  path: "/opportunities/:opportunity/feedback",
  permission: "find all opportunity feedback",
  documentation: "Feedback > List all feedback",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
