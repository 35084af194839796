import { defineSlice } from "../slice.js";
import { ConnectionSyncResolver } from "./connection-sync.resolver.js";
import { PurgeAtsCandidate } from "./purge-ats-candidate.mutation.js";
import { StartAtsSync } from "./start-ats-sync.mutation.js";

export const connectionSync = defineSlice({ resolvers: [ConnectionSyncResolver, PurgeAtsCandidate, StartAtsSync] });
