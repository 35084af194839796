import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { newestFirst } from "../newest-first.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { partsOf } from "../part-relations.js";
import { resumesByOpportunity } from "./resume.loader.js";
import { AtsResume } from "./resume.js";

@Resolver(() => Opportunity)
export class OpportunityResumesResolver {
  @FieldResolver(() => [AtsResume], { nullable: true, description: "Its resumes, newest first." })
  async resumes(
    @Root() root: Opportunity,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly AtsResume[] | null> {
    const resumes = await partsOf(context, root, resumesByOpportunity, { selection: selectionOf(info, "AtsResume") });
    return resumes && newestFirst(resumes, ({ createdAt }) => createdAt);
  }
}
