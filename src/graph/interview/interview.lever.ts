import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { InterviewWire } from "./interview.wire.js";

export const interviewList = defineEndpoint<InterviewWire>({
  path: "/opportunities/:opportunity/interviews",
  permission: "find all opportunity interviews",
  documentation: "Interviews > List all interviews",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
