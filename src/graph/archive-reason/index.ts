import { referenceOf, through } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { archiveReasonById } from "./archive-reason.loader.js";

export const archiveReason = defineSlice({
  resolvers: [],
  references: {
    AtsArchiveReason: async (representation, context) => {
      const { connectionId, externalId } = referenceOf(representation);
      return through(context, connectionId, ({ load }) => load(archiveReasonById, externalId));
    },
  },
});
