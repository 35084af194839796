import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { PostingWire } from "../posting/posting.wire.js";

/** An answer to the EEO questions as Lever sends it. Lever docs, "EEO > EEO response attributes". */
export interface EeoResponseWire {
  readonly contact: Expandable<{ readonly id: LeverId }>;
  readonly opportunityId: LeverId;
  readonly posting: Expandable<PostingWire>;
  readonly appliedAt: EpochMillis;
  readonly currentStage: LeverId | null;
  readonly gender?: string;
  readonly race?: string;
  readonly veteran?: string;
  readonly disability?: string;
  /** MM/DD/YYYY */
  readonly disabilitySignatureDate?: string;
  readonly eeoSurveyRespondedAt?: EpochMillis | null;
  readonly hiredDate: EpochMillis | null;
  readonly origin: string;
  readonly source?: string;
  readonly requisitionCodes: readonly string[];
}
