import type { LeverId } from "../../lever/wire.js";
import type { FormFieldWire } from "../form-field/form-field.wire.js";

/** A template of profile forms as Lever sends it. Lever docs, "Profile form templates > Attributes". */
export interface ProfileFormTemplateWire {
  readonly id: LeverId;
  readonly text: string;
  readonly instructions: string;
  readonly secretByDefault: boolean;
  readonly fields: readonly FormFieldWire[];
}
