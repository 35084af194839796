import type { StageMappingDocument } from "../store/store.js";

/** A mapping as an admin asks for it. Ids are those of Lever and of the store; null: an id of another connection. */
export interface StageMappingInput {
  readonly inboundStageIds: readonly (string | null)[];
  readonly advanceExcludedStageIds: readonly (string | null)[];
  readonly rejectExcludedReasonIds: readonly (string | null)[];
  readonly findemStages: readonly FindemStageInput[];
}

export interface FindemStageInput {
  /** undefined: a new one. */
  readonly id?: string | null | undefined;
  readonly name: string;
  readonly stageIds: readonly (string | null)[];
  readonly slaDays: number | null;
}

/** What there is to choose from. */
export interface KnownInLever {
  readonly stageIds: ReadonlySet<string>;
  /** By id: whether rejecting with it is possible. */
  readonly reasons: ReadonlyMap<string, { readonly hires: boolean }>;
  /** The mapping in force: what it names may stay, even where Lever no longer has it. */
  readonly present: StageMappingDocument;
}

export type MappingFaultCode =
  | "GROUP_NAME_DUPLICATE"
  | "NOT_FOUND"
  | "REASON_NOT_REJECTION"
  | "REASON_UNKNOWN"
  | "SLA_OUT_OF_RANGE"
  | "STAGE_IN_TWO_GROUPS"
  | "STAGE_UNKNOWN";

/** What is wrong with one field of an input, and how to mend it. */
export interface MappingFault {
  readonly code: MappingFaultCode;
  readonly message: string;
  /** e.g. ["input", "findemStages", "2", "name"] */
  readonly path: readonly string[];
}
