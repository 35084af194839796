import { isIdPart } from "../../ids/entity-id.js";
import { defineSlice } from "../slice.js";
import { bulkOperationById } from "./bulk-operation.loader.js";
import { BulkItemResolver, BulkOperationResolver } from "./bulk-operation.resolver.js";

export const bulkOperation = defineSlice({
  resolvers: [BulkItemResolver, BulkOperationResolver],
  references: {
    AtsBulkOperation: async ({ id }, context) => (isIdPart(id) ? bulkOperationById(context, id) : null),
  },
});
