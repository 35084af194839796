import type { EpochMillis, LeverId } from "../../lever/wire.js";
import type { FileDetailsWire } from "../file/file.wire.js";
import type { ParsedResumeWire } from "../work-history/work-history.wire.js";

/** A resume as Lever sends it. Lever docs, "Resumes > Resume attributes". */
export interface ResumeWire {
  readonly id: LeverId;
  readonly createdAt: EpochMillis;
  /** Null for a profile that was read from a page somewhere. */
  readonly file: FileDetailsWire | null;
  readonly parsedData?: ParsedResumeWire | null;
}
