import { referenceOf, through } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { userById } from "./ats-user.loader.js";
import { UpdateAtsUser } from "./update-ats-user.mutation.js";

export const atsUser = defineSlice({
  resolvers: [UpdateAtsUser],
  references: {
    AtsUser: async (representation, context) => {
      const { connectionId, externalId } = referenceOf(representation);
      return through(context, connectionId, ({ load }) => load(userById, externalId));
    },
  },
});
