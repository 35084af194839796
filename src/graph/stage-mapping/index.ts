import type { GraphContext } from "../../context/graph-context.js";
import { type ExternalReference, externalReference } from "../entity-reference.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { defineSlice, type Representation } from "../slice.js";
import { ConnectionStageMappingResolver } from "./connection-stage-mapping.resolver.js";
import { type AtsFindemStage, toFindemStage } from "./findem-stage.js";
import { FindemStageResolver } from "./findem-stage.resolver.js";
import { MappedOpportunityResolver, MappedStageResolver } from "./mapped-stage.resolver.js";
import { PreviewStageMapping } from "./preview-stage-mapping.resolver.js";
import { SaveStageMapping } from "./save-stage-mapping.mutation.js";
import { STAGE_MAPPING_ID, type StageMapping, toStageMapping } from "./stage-mapping.js";
import { stageMappingOf } from "./stage-mapping.loader.js";
import { StageMappingResolver } from "./stage-mapping.resolver.js";

export const stageMapping = defineSlice({
  resolvers: [
    ConnectionStageMappingResolver,
    FindemStageResolver,
    MappedOpportunityResolver,
    MappedStageResolver,
    PreviewStageMapping,
    SaveStageMapping,
    StageMappingResolver,
  ],
  references: {
    StageMapping: async (representation, context) => readMapping(context, idIn(representation)),
    AtsFindemStage: async (representation, context) => readFindemStage(context, idIn(representation)),
  },
});

function idIn({ id }: Representation): ExternalReference {
  if (typeof id !== "string") throw badUserInput("representations.id", "not an id");
  return externalReference(id, "representations.id");
}

async function readMapping(
  context: GraphContext,
  { connectionId, externalId }: ExternalReference,
): Promise<StageMapping | null> {
  const record = externalId === STAGE_MAPPING_ID ? await stageMappingOf(context, connectionId) : null;
  return record && toStageMapping(record);
}

async function readFindemStage(
  context: GraphContext,
  { connectionId, externalId }: ExternalReference,
): Promise<AtsFindemStage | null> {
  const record = await stageMappingOf(context, connectionId);
  const stage = record?.document.findemStages.find(({ id }) => id === externalId);
  return record && stage ? toFindemStage(record, stage) : null;
}
