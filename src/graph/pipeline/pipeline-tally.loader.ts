import type { ConnectionScope } from "../../context/connection-scope.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { PipelineTally } from "../../stage-mapping/pipeline-tally.js";
import type { StageMappingRecord } from "../../store/store.js";
import { activeRows } from "./active-walk.loader.js";

/** What is to be counted. */
export interface TallyKey {
  readonly mapping: StageMappingRecord;
  /** Lever's ids; null: all. */
  readonly postingIds: readonly string[] | null;
  /** Nothing but the inbound ones is looked at: Lever is asked for less. */
  readonly inboundOnly: boolean;
}

/** Active opportunities, counted. What is asked for together of the same postings is counted in one walk. */
export const pipelineTally = defineLoader<ConnectionScope, TallyKey, PipelineTally>({
  name: "pipelineTally",
  keyOf: (key) => `${walkOf(key)} ${key.inboundOnly}`,
  batch: (scope, keys) => {
    const walks = new Map<string, Promise<PipelineTally>>();
    return each(keys, (key) => {
      const name = walkOf(key);
      const together = keys.filter((other) => walkOf(other) === name);
      const walk =
        walks.get(name) ??
        counted(
          scope,
          key,
          together.every(({ inboundOnly }) => inboundOnly),
        );
      walks.set(name, walk);
      return walk;
    });
  },
});

function walkOf({ mapping, postingIds }: TallyKey): string {
  return JSON.stringify([mapping.version, postingIds && [...postingIds].sort()]);
}

async function counted(
  scope: ConnectionScope,
  { mapping: { document }, postingIds }: TallyKey,
  inboundOnly: boolean,
): Promise<PipelineTally> {
  const tally = new PipelineTally(document, scope.now);
  const stageIds = inboundOnly ? document.inboundStageIds : null;
  for (const row of await activeRows(scope, { postingIds, stageIds })) tally.take(row);
  return tally;
}
