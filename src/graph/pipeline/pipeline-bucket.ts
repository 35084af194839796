import { Field, ID, Int, ObjectType } from "type-graphql";
import { entityId } from "../../ids/entity-id.js";
import type { SlaCounts } from "../../stage-mapping/pipeline-tally.js";
import type { FindemStageRecord, StageMappingRecord } from "../../store/store.js";
import { AtsFindemStage, toFindemStage } from "../stage-mapping/findem-stage.js";

/** What follows the connection in the id of the bucket of unmapped stages. */
const UNMAPPED_ID = "unmapped";

@ObjectType({ description: "The active opportunities of one Findem stage, or of the stages that none holds." })
export class AtsPipelineBucket {
  @Field(() => ID, { description: "<connection>.<id of the Findem stage>, or <connection>.unmapped" })
  id!: string;

  @Field(() => AtsFindemStage, { nullable: true, description: "Null for the bucket of unmapped stages." })
  findemStage!: AtsFindemStage | null;

  @Field(() => Int, { description: "All of them, snoozed ones too." })
  count!: number;

  @Field(() => Int, { description: "In the last quarter of their time; no snoozed ones." })
  dueSoon!: number;

  @Field(() => Int, { description: "Past their time; no snoozed ones." })
  breached!: number;

  /** Not fields: what the resolver works with. */
  mapping!: StageMappingRecord;
  /** As they were given; null: all postings. */
  postingIds!: readonly string[] | null;
  /** Lever's ids of unmapped stages that somebody was found in. */
  seenUnmappedIds!: readonly string[];
}

/** What buckets are made of. */
export interface BucketSource extends Pick<AtsPipelineBucket, "mapping" | "postingIds" | "seenUnmappedIds"> {
  /** By the Findem stage's id in the mapping; null: of unmapped stages. */
  readonly countsOf: (findemStageId: string | null) => SlaCounts;
}

/** One bucket for each Findem stage, in the mapping's order, then one for unmapped stages. */
export function toBuckets(source: BucketSource): readonly AtsPipelineBucket[] {
  const stages: readonly (FindemStageRecord | null)[] = [...source.mapping.document.findemStages, null];
  return stages.map((stage) => toBucket(source, stage));
}

function toBucket(source: BucketSource, stage: FindemStageRecord | null): AtsPipelineBucket {
  const { mapping, postingIds, seenUnmappedIds, countsOf } = source;
  const { count, dueSoon, breached } = countsOf(stage?.id ?? null);
  return {
    id: entityId(mapping.connectionId, stage?.id ?? UNMAPPED_ID),
    findemStage: stage && toFindemStage(mapping, stage),
    ...{ count, dueSoon, breached, mapping, postingIds, seenUnmappedIds },
  };
}
