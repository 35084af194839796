import type { GraphQLResolveInfo } from "graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import type { StageMappingRecord } from "../../store/store.js";
import type { AtsArchiveReason } from "../archive-reason/archive-reason.js";
import { KEY_FIELDS, keyOf } from "../entity-reference.js";
import type { AtsStage } from "../stage/stage.js";
import { namedReasons, namedStages } from "./seen-in-lever.loader.js";

/** Fields of a stage that its id alone tells, or that the stage mapping tells. */
const FREE_STAGE_FIELDS: ReadonlySet<string> = new Set([...KEY_FIELDS, "findemStage"]);

/** Stages that a mapping names: they cost nothing where only what the mapping tells is asked for, and never fail. */
export function mappedStages(
  context: GraphContext,
  mapping: StageMappingRecord,
  ids: readonly string[],
  info: GraphQLResolveInfo,
): Promise<readonly AtsStage[]> | readonly Partial<AtsStage>[] {
  const { connectionId } = mapping;
  if (selectionOf(info, "AtsStage").asksOnly(FREE_STAGE_FIELDS)) return ids.map((id) => keyOf(connectionId, id));
  return namedStages(context, mapping, ids);
}

/** Archive reasons that a mapping names, as {@link mappedStages}. */
export function mappedReasons(
  context: GraphContext,
  mapping: StageMappingRecord,
  ids: readonly string[],
  info: GraphQLResolveInfo,
): Promise<readonly AtsArchiveReason[]> | readonly Partial<AtsArchiveReason>[] {
  const { connectionId } = mapping;
  if (selectionOf(info, "AtsArchiveReason").asksOnly(KEY_FIELDS)) return ids.map((id) => keyOf(connectionId, id));
  return namedReasons(context, mapping, ids);
}
