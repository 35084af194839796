import { referenceOf, through } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { postingById } from "./posting.loader.js";
import { PostingResolver } from "./posting.resolver.js";

export const posting = defineSlice({
  resolvers: [PostingResolver],
  references: {
    AtsPosting: async (representation, context) => {
      const { connectionId, externalId } = referenceOf(representation);
      return through(context, connectionId, ({ load }) => load(postingById, externalId));
    },
  },
});
