import { defineSlice } from "../slice.js";
import { AddOpportunityNote } from "./add-opportunity-note.mutation.js";
import {
  CandidateNotesResolver,
  NoteCommentResolver,
  NoteResolver,
  OpportunityNotesResolver,
} from "./note.resolver.js";
import { UpdateOpportunityNote } from "./update-opportunity-note.mutation.js";

export const note = defineSlice({
  resolvers: [
    AddOpportunityNote,
    CandidateNotesResolver,
    NoteCommentResolver,
    NoteResolver,
    OpportunityNotesResolver,
    UpdateOpportunityNote,
  ],
});
