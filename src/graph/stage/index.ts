import { referenceOf, through } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { stageById } from "./stage.loader.js";
import { StageResolver } from "./stage.resolver.js";

export const stage = defineSlice({
  resolvers: [StageResolver],
  references: {
    AtsStage: async (representation, context) => {
      const { connectionId, externalId } = referenceOf(representation);
      return through(context, connectionId, ({ load }) => load(stageById, externalId));
    },
  },
});
