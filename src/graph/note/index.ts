import { defineSlice } from "../slice.js";
import {
  CandidateNotesResolver,
  NoteCommentResolver,
  NoteResolver,
  OpportunityNotesResolver,
} from "./note.resolver.js";

export const note = defineSlice({
  resolvers: [CandidateNotesResolver, NoteCommentResolver, NoteResolver, OpportunityNotesResolver],
});
