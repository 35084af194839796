import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { FindemStageRecord, StageMappingRecord } from "../../store/store.js";
import { entityId } from "../../ids/entity-id.js";
import { KEEP_LIVE, KEY_BY_ID } from "../directives.js";

@Directive(KEY_BY_ID)
@Directive(KEEP_LIVE)
@ObjectType({
  description: "A stage of Findem's own pipeline, holding stages of Lever's. Its id stays when it is renamed or moved.",
})
export class AtsFindemStage {
  @Field(() => ID, { description: "<connection>.<id of ours>" })
  id!: string;

  @Field(() => String, { description: "As the admin named it." })
  name!: string;

  @Field(() => Int, { nullable: true, description: "Days that somebody may stay in it; null for no limit." })
  slaDays!: number | null;

  /** Not fields: the resolver turns them into `stages`. */
  mapping!: StageMappingRecord;
  stageExternalIds!: readonly string[];
}

/** A Findem stage as the graph has it. */
export function toFindemStage(mapping: StageMappingRecord, record: FindemStageRecord): AtsFindemStage {
  const { id, name, slaDays, stageIds } = record;
  return { id: entityId(mapping.connectionId, id), name, slaDays, mapping, stageExternalIds: stageIds };
}
