import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { Candidate } from "../candidate/candidate.js";
import { AtsEducation } from "../work-history/education.js";
import { AtsWorkExperience } from "../work-history/work-experience.js";
import { resumesOf } from "./candidate-history.loader.js";

/** Lever has no field for either: both come from the newest resume that Lever could read. */
@Resolver(() => Candidate)
export class CandidateHistoryResolver {
  @FieldResolver(() => [AtsWorkExperience], {
    nullable: true,
    description:
      "From the newest resume in which Lever could read positions; empty where there is none. Costs a request for each opportunity.",
  })
  async workExperience(@Root() root: Candidate, @Ctx() context: GraphContext): Promise<readonly AtsWorkExperience[]> {
    const resumes = await resumesOf(context, root);
    return resumes.find(({ positions }) => positions.length > 0)?.positions ?? [];
  }

  @FieldResolver(() => [AtsEducation], {
    nullable: true,
    description:
      "From the newest resume in which Lever could read schools; empty where there is none. Costs a request for each opportunity.",
  })
  async education(@Root() root: Candidate, @Ctx() context: GraphContext): Promise<readonly AtsEducation[]> {
    const resumes = await resumesOf(context, root);
    return resumes.find(({ schools }) => schools.length > 0)?.schools ?? [];
  }
}
