import type { ConnectionScope } from "../../context/connection-scope.js";
import { defineLoader } from "../../loading/loader.js";
import { allStages } from "./stage.loader.js";

/** Places in Lever's list, which is the pipeline's order, by Lever's id; null for a stage that isn't in it. */
export const stageIndexById = defineLoader<ConnectionScope, string, number | null>({
  name: "stageIndexById",
  batch: async ({ load }, ids) => {
    const stages = await load(allStages, "all");
    const places = new Map(stages.map(({ externalId }, place) => [externalId, place]));
    return ids.map((id) => places.get(id) ?? null);
  },
});
