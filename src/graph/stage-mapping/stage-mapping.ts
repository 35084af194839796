import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { entityId } from "../../ids/entity-id.js";
import type { StageMappingRecord } from "../../store/store.js";
import { KEEP_LIVE, KEY_BY_ID } from "../directives.js";
import { DateTime } from "../scalars/date-time.js";

/** What follows the connection in the id of its mapping. */
export const STAGE_MAPPING_ID = "stage-mapping";

@Directive(KEY_BY_ID)
@Directive(KEEP_LIVE)
@ObjectType({ description: "How an account's Lever stages and archive reasons are used in Findem." })
export class StageMapping {
  @Field(() => ID, { description: "<connection>.stage-mapping" })
  id!: string;

  @Field(() => Int, { description: "Raised by one at each save; pass it back as expectedVersion." })
  version!: number;

  @Field(() => Boolean, {
    description: "True until an admin saves it: what is in force is a proposal from Lever's stage names.",
  })
  proposed!: boolean;

  @Field(() => DateTime, { nullable: true, description: "When it was last saved; null for a proposal." })
  updatedAt!: number | null;

  @Field(() => ID, { nullable: true, description: "Who last saved it, by Findem's id, where that is known." })
  updatedByUserId!: string | null;

  /** Not a field: what the resolver works with. */
  record!: StageMappingRecord;
}

/** A mapping as the graph has it. */
export function toStageMapping(record: StageMappingRecord): StageMapping {
  const { connectionId, version, proposed, updatedAt, updatedByUserId } = record;
  return { id: entityId(connectionId, STAGE_MAPPING_ID), version, proposed, updatedAt, updatedByUserId, record };
}
