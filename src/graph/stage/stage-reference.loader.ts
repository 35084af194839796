import type { GraphQLResolveInfo } from "graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { selectionOf } from "../../planning/selection.js";
import { keyOf, loadedThrough } from "../entity-reference.js";
import { stageById } from "./stage.loader.js";
import type { AtsStage } from "./stage.js";

/** Fields of a stage that its id alone tells, or that the stage mapping tells. */
const FREE_FIELDS: ReadonlySet<string> = new Set(["id", "connectionId", "externalId", "findemStage"]);

/** A relation to a stage: costs nothing where only what the id tells is asked for. */
export function stageOf(
  context: GraphContext,
  connectionId: string,
  stageId: string | null,
  info: GraphQLResolveInfo,
): Promise<AtsStage | null> | Partial<AtsStage> | null {
  if (stageId === null) return null;
  if (selectionOf(info, "AtsStage").asksOnly(FREE_FIELDS)) return keyOf(connectionId, stageId);
  return loadedThrough(context, connectionId, stageById, stageId);
}
