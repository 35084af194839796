import type { ConnectionScope } from "../../context/connection-scope.js";
import { idOf, required, textOf } from "../../lever/reading.js";
import { each } from "../../loading/each.js";
import { defineLoader } from "../../loading/loader.js";
import { madeOnce } from "../../loading/made-once.js";
import { unlessMissing } from "../../loading/unless-missing.js";
import { keyOf } from "../entity-reference.js";
import { REFERENCE_MAX_AGE_MS } from "../lifetimes.js";
import { singleStage, stageList } from "./stage.lever.js";
import type { AtsStage } from "./stage.js";
import type { StageWire } from "./stage.wire.js";

const KIND = "stage";

/** All stages, in the order of Lever's list, which is the pipeline's. */
export const allStages = defineLoader<ConnectionScope, "all", readonly AtsStage[]>({
  name: "allStages",
  batch: async ({ lever }) => {
    const { value } = await lever.all(stageList, {});
    return [stagesIn(value, lever.connectionId)];
  },
});

const stagesIn = madeOnce((list: readonly StageWire[], connectionId: string): readonly AtsStage[] =>
  list.map((wire) => toStage(connectionId, wire)),
);

/** Whether stages come without a request: else `expand` is cheaper. */
export function areStagesCached({ lever }: ConnectionScope): Promise<boolean> {
  return lever.isCached(stageList, {});
}

/** Stages by Lever's id: from what is cached, from the list, and singly where the list hasn't them. */
export const stageById = defineLoader<ConnectionScope, string, AtsStage | null>({
  name: "stageById",
  batch: async (scope, ids) => {
    const kept = await scope.lever.entities.getMany<AtsStage>(KIND, ids);
    if (kept.every((entry) => entry !== undefined)) return kept.map((entry) => entry.value);
    const stages = new Map((await scope.load(allStages, "all")).map((stage) => [stage.externalId, stage]));
    return each(ids, async (id) => stages.get(id) ?? readSingle(scope, id));
  },
});

async function readSingle({ lever }: ConnectionScope, stage: string): Promise<AtsStage | null> {
  const single = await unlessMissing(lever.one(singleStage, { stage }));
  return single ? toStage(lever.connectionId, single.value) : null;
}

/** Keeps stages that came with other rows, so that nobody asks for them again; answers with them. */
export async function keepStages(
  scope: ConnectionScope,
  wires: readonly StageWire[],
  fetchedAt: number,
): Promise<readonly AtsStage[]> {
  const { lever } = scope;
  const stages = wires.map((wire) => toStage(lever.connectionId, wire));
  primeStages(scope, stages);
  const entries = stages.map((stage) => [stage.externalId, { value: stage, fetchedAt }] as const);
  await lever.entities.setMany(KIND, entries, REFERENCE_MAX_AGE_MS);
  return stages;
}

/** Has at hand those of the stages that come without a request; `isListCached`: all of them do. */
export async function bringKeptStages(
  scope: ConnectionScope,
  ids: readonly string[],
  isListCached: boolean,
): Promise<void> {
  const { lever, load } = scope;
  const missing = ids.filter((id) => load.known(stageById, id) === undefined);
  const kept = await lever.entities.getMany<AtsStage>(KIND, missing);
  primeStages(
    scope,
    kept.flatMap((entry) => entry?.value ?? []),
  );
  if (!isListCached || kept.every((entry) => entry !== undefined)) return;
  primeStages(scope, await load(allStages, "all"));
}

/** Stages that are at hand are not looked for in this operation. */
export function primeStages({ load }: ConnectionScope, stages: readonly AtsStage[]): void {
  for (const stage of stages) load.prime(stageById, stage.externalId, stage);
}

/** The border: what Lever sends, as the graph has it. */
export function toStage(connectionId: string, wire: StageWire): AtsStage {
  return {
    ...keyOf(connectionId, required(idOf(wire.id), "id", stageList, connectionId)),
    name: required(textOf(wire.text), "text", stageList, connectionId),
  };
}
