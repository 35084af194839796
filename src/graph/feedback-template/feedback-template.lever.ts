import { defineEndpoint } from "../../lever/endpoint.js";
import { REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import type { FeedbackTemplateWire } from "./feedback-template.wire.js";

export const feedbackTemplateList = defineEndpoint<FeedbackTemplateWire>({
  path: "/feedback_templates",
  permission: "find all feedback templates",
  documentation: "Feedback templates > List all feedback templates",
  maxAgeMs: REFERENCE_MAX_AGE_MS,
});
