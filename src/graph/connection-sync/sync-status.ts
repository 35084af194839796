import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import type { SyncRecord } from "../../store/store.js";
import { DateTime } from "../scalars/date-time.js";

export const AtsSyncState = { NEVER_RUN: "NEVER_RUN", RUNNING: "RUNNING", IDLE: "IDLE", FAILED: "FAILED" } as const;
export type AtsSyncState = keyof typeof AtsSyncState;
registerEnumType(AtsSyncState, {
  name: "AtsSyncState",
  description: "Whether a sync is under way, and how the last one ended.",
  valuesConfig: {
    NEVER_RUN: { description: "Nobody has started one: `startAtsSync` does." },
    RUNNING: { description: "It is under way, or about to go on." },
    IDLE: { description: "The last one ended well." },
    FAILED: {
      description:
        "The last one stopped, for `lastError`; it goes on by itself later, and at once with `startAtsSync`.",
    },
  },
});

@ObjectType({
  description:
    "How far the sync of a connection is. A finished one lets people be found by their links, without asking Lever.",
})
export class AtsSyncStatus {
  @Field(() => AtsSyncState, { description: "Whether it is under way." })
  state!: AtsSyncState;

  @Field(() => Int, { description: "Opportunities read in the current run, or in the last one." })
  processed!: number;

  @Field(() => Int, { nullable: true, description: "How many there may be, by the last full run; null before it." })
  estimatedTotal!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When the current run, or the last one, began." })
  startedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: "When the last run ended; null while one is under way." })
  finishedAt!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Why it stopped: an error code, with the name of the permission where one is missing.",
  })
  lastError!: string | null;
}

/** What is kept of a sync, as the graph has it. */
export function toSyncStatus(record: SyncRecord | null): AtsSyncStatus {
  if (!record) {
    return {
      state: "NEVER_RUN",
      processed: 0,
      estimatedTotal: null,
      startedAt: null,
      finishedAt: null,
      lastError: null,
    };
  }
  const { state, processed, estimatedTotal, startedAt, finishedAt, lastError } = record;
  return { state, processed, estimatedTotal, startedAt, finishedAt, lastError };
}
