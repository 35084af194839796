import { defineSlice } from "../slice.js";
import { NoteCommentResolver, NoteResolver, OpportunityNotesResolver } from "./note.resolver.js";

export const note = defineSlice({ resolvers: [NoteCommentResolver, NoteResolver, OpportunityNotesResolver] });
