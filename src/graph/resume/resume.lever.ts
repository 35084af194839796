import { defineEndpoint } from "../../lever/endpoint.js";
import { OPPORTUNITY_MAX_AGE_MS } from "../lifetimes.js";
import type { ResumeWire } from "./resume.wire.js";

export const resumeList = defineEndpoint<ResumeWire>({
  path: "/opportunities/:opportunity/resumes",
  permission: "find all opportunity resumes",
  documentation: "Resumes > List all resumes",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});

export const singleResume = defineEndpoint<ResumeWire>({
  path: "/opportunities/:opportunity/resumes/:resume",
  permission: "find an opportunity resume",
  documentation: "Resumes > Retrieve a single resume",
  maxAgeMs: OPPORTUNITY_MAX_AGE_MS,
});
