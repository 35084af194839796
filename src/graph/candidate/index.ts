import { selectionOf } from "../../planning/selection.js";
import { referencesThrough } from "../references.js";
import { defineSlice } from "../slice.js";
import { CandidateResolver } from "./candidate.resolver.js";
import { readCandidates } from "./read-candidates.loader.js";
import { OpportunityCandidateResolver } from "./opportunity-candidate.resolver.js";
import { UpdateCandidateContact } from "./update-candidate-contact.mutation.js";

export const candidate = defineSlice({
  resolvers: [CandidateResolver, OpportunityCandidateResolver, UpdateCandidateContact],
  references: {
    Candidate: referencesThrough((scope, references, info) =>
      readCandidates(scope, references, selectionOf(info, "Candidate")),
    ),
  },
});
