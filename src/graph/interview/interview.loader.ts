import { definePartLoader } from "../opportunity-part.loader.js";
import { interviewList } from "./interview.lever.js";
import { toInterview } from "./interview.mapper.js";
import type { AtsInterview } from "./interview.js";
import type { InterviewWire } from "./interview.wire.js";

/** An opportunity's interviews, cancelled ones too. */
export const interviewsByOpportunity = definePartLoader<InterviewWire, AtsInterview>({
  name: "interviewsByOpportunity",
  endpoint: interviewList,
  stages: ["stage"],
  toPart: toInterview,
});
