import { defineSlice } from "../slice.js";
import { ConnectionFeedbackTemplatesResolver } from "./feedback-template.resolver.js";

export const feedbackTemplate = defineSlice({ resolvers: [ConnectionFeedbackTemplatesResolver] });
