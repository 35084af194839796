import { Directive, Field, ObjectType } from "type-graphql";
import { Candidate } from "../candidate/candidate.js";
import { KEEP_LIVE } from "../directives.js";
import { AtsMatchSignal } from "./profile.js";

@Directive(KEEP_LIVE)
@ObjectType({ description: "Somebody in Lever who is the same person." })
export class AtsCandidateMatch {
  @Field(() => Candidate, { nullable: true, description: "The person." })
  candidate!: Candidate | null;

  @Field(() => [AtsMatchSignal], { description: "All that speaks for it." })
  matchedBy!: readonly AtsMatchSignal[];
}
