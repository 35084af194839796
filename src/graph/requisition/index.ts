import { referenceOf, through } from "../entity-reference.js";
import { defineSlice } from "../slice.js";
import { requisitionById } from "./requisition.loader.js";
import { ConnectionRequisitionsResolver, RequisitionResolver } from "./requisition.resolver.js";

export const requisition = defineSlice({
  resolvers: [ConnectionRequisitionsResolver, RequisitionResolver],
  references: {
    AtsRequisition: async (representation, context) => {
      const { connectionId, externalId } = referenceOf(representation);
      return through(context, connectionId, ({ load }) => load(requisitionById, externalId));
    },
  },
});
