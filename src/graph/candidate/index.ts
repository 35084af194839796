import { referenceOf } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { CandidateResolver } from "./candidate.resolver.js";
import { readCandidate } from "./read-candidate.loader.js";
import { OpportunityCandidateResolver } from "./opportunity-candidate.resolver.js";
import { UpdateCandidateContact } from "./update-candidate-contact.mutation.js";

export const candidate = defineSlice({
  resolvers: [CandidateResolver, OpportunityCandidateResolver, UpdateCandidateContact],
  references: {
    Candidate: async (representation, context, info) => {
      const { connectionId, externalId } = referenceOf(representation);
      return readCandidate(context, connectionId, externalId, info);
    },
  },
});
