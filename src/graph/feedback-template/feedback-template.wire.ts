import type { EpochMillis, LeverId } from "../../lever/wire.js";
import type { FormFieldWire } from "../form-field/form-field.wire.js";

/** A feedback template as Lever sends it. Lever docs, "Feedback templates > Feedback template attributes". */
export interface FeedbackTemplateWire {
  /** "no-feedback" for the default template of every account. */
  readonly id: LeverId;
  readonly text: string;
  readonly instructions: string;
  readonly fields: readonly FormFieldWire[];
  readonly createdAt?: EpochMillis | null;
  readonly updatedAt?: EpochMillis | null;
}
