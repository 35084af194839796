import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { PanelInterviewWire } from "../interview/interview.wire.js";
import type { StageWire } from "../stage/stage.wire.js";

/** A panel as Lever sends it. Lever docs, "Panels > Panel attributes". */
export interface PanelWire {
  readonly id: LeverId;
  readonly start: EpochMillis;
  readonly end: EpochMillis;
  readonly timezone: string;
  readonly note: string | null;
  readonly stage: Expandable<StageWire>;
  readonly interviews: readonly PanelInterviewWire[];
  readonly canceledAt: EpochMillis | null;
  readonly createdAt: EpochMillis;
  readonly externallyManaged: boolean;
  readonly externalUrl: string | null;
}
