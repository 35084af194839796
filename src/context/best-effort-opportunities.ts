import { type OpportunityIndex, StoreUnavailable } from "../store/store.js";

/**
 * What is known of opportunities only saves requests: while the database is away nothing of it is known, nothing new is
 * kept, and reads go on.
 */
export function bestEffort(index: OpportunityIndex): OpportunityIndex {
  return {
    contactsOf: async (connectionId, opportunityIds) =>
      index.contactsOf(connectionId, opportunityIds).catch((error: unknown) => unlessAway(error, new Map())),
    learn: async (connectionId, rows) =>
      index.learn(connectionId, rows).catch((error: unknown) => unlessAway(error, undefined)),
  };
}

/** @throws any error but that of a database that is away */
function unlessAway<Value>(error: unknown, value: Value): Value {
  if (error instanceof StoreUnavailable) return value;
  throw error;
}
