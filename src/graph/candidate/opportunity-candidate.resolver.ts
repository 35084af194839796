import { FieldResolver, Resolver, Root } from "type-graphql";
import { Opportunity } from "../opportunity/opportunity.js";
import { Candidate } from "./candidate.js";
import { candidateOf } from "./candidate.mapper.js";

@Resolver(() => Opportunity)
export class OpportunityCandidateResolver {
  @FieldResolver(() => Candidate, { nullable: true, description: "The person whose candidacy it is." })
  candidate(@Root() root: Opportunity): Candidate {
    return candidateOf(root);
  }
}
