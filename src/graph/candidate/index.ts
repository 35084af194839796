import { referenceOf } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { CandidateResolver, readCandidate } from "./candidate.resolver.js";
import { OpportunityCandidateResolver } from "./opportunity-candidate.resolver.js";

export const candidate = defineSlice({
  resolvers: [CandidateResolver, OpportunityCandidateResolver],
  references: {
    Candidate: async (representation, context, info) => {
      const { connectionId, externalId } = referenceOf(representation);
      return readCandidate(context, connectionId, externalId, info);
    },
  },
});
