import type { GraphContext } from "../../context/graph-context.js";
import { opportunitiesOf } from "../candidate/candidate-opportunities.loader.js";
import type { Candidate } from "../candidate/candidate.js";
import { newestFirst } from "../newest-first.js";
import { plainPartsOf } from "../part-relations.js";
import type { AtsResume } from "../resume/resume.js";
import { resumesByOpportunity } from "../resume/resume.loader.js";

/** All of a person's resumes, newest first: one list for each of their opportunities. */
export async function resumesOf(context: GraphContext, candidate: Candidate): Promise<readonly AtsResume[]> {
  const rows = (await opportunitiesOf(context, candidate, [])) ?? [];
  const resumes = await Promise.all(rows.map((row) => plainPartsOf(context, row, resumesByOpportunity)));
  return newestFirst(resumes.flat(), ({ createdAt }) => createdAt);
}
