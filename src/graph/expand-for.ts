import type { ConnectionScope } from "../context/connection-scope.js";
import { defineLoader } from "../loading/loader.js";
import { type CachedLists, type OpportunityExpand, planExpand } from "../planning/expand.js";
import type { Selection } from "../planning/selection.js";
import { areUsersCached } from "./ats-user/ats-user.loader.js";
import { areStagesCached } from "./stage/stage.loader.js";

/** Which lists were cached when the operation first asked: it then plans with one picture of the world. */
const cachedLists = defineLoader<ConnectionScope, "now", CachedLists>({
  name: "cachedLists",
  batch: async (scope) => {
    const [stages, users] = await Promise.all([areStagesCached(scope), areUsersCached(scope)]);
    return [{ stages, users }];
  },
});

/** Which lists come without a request, as the operation first found them. */
export function cachedListsNow(scope: ConnectionScope): Promise<CachedLists> {
  return scope.load(cachedLists, "now");
}

/** The `expand` values that save requests for what is asked of opportunities. */
export async function expandFor(scope: ConnectionScope, selection: Selection): Promise<readonly OpportunityExpand[]> {
  return planExpand(selection, await cachedListsNow(scope));
}
