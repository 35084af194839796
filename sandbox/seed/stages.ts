import { uuidOf } from "./random.js";
import { add, type SeedContext } from "./seed-context.js";

const stageId = (text: string): string => uuidOf(`nimbus stage ${text}`);

/** The pipeline: the built-in stages, which have words for ids in every Lever account, and the company's own. */
export const STAGES = {
  newLead: { id: "lead-new", text: "New lead" },
  reachedOut: { id: "lead-reached-out", text: "Reached out" },
  responded: { id: "lead-responded", text: "Responded" },
  newApplicant: { id: "applicant-new", text: "New applicant" },
  recruiterScreen: { id: stageId("Recruiter screen"), text: "Recruiter screen" },
  hiringManagerScreen: { id: stageId("Hiring manager screen"), text: "Hiring manager screen" },
  onsite: { id: stageId("On-site interview"), text: "On-site interview" },
  referenceCheck: { id: stageId("Reference check"), text: "Reference check" },
  offer: { id: "offer", text: "Offer" },
  hired: { id: stageId("Hired"), text: "Hired" },
} as const;

/** The stages in the order of the pipeline. */
export const PIPELINE: readonly { readonly id: string; readonly text: string }[] = Object.values(STAGES);

/** The place of a stage in the pipeline, from 0. */
export function stageIndex(id: string): number {
  return PIPELINE.findIndex((stage) => stage.id === id);
}

export function seedStages({ data }: SeedContext): void {
  add(data.stages, ...PIPELINE.map((stage) => ({ ...stage })));
}
