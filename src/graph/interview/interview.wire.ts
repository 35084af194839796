import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { StageWire } from "../stage/stage.wire.js";

/** Somebody who takes part. Lever docs, "Interviews > Interview attributes": `interviewers`. */
export interface InterviewerWire {
  /** Of the user. */
  readonly id: LeverId;
  readonly name: string;
  readonly email: string;
  readonly feedbackTemplate?: LeverId | null;
}

/** An interview as a panel holds it. Lever docs, "Panels > Panel attributes": `interviews`. */
export interface PanelInterviewWire {
  readonly id: LeverId;
  readonly subject: string | null;
  readonly note: string | null;
  readonly interviewers: readonly InterviewerWire[];
  readonly date: EpochMillis;
  /** Minutes. */
  readonly duration: number;
  readonly location: string | null;
  readonly feedbackTemplate: LeverId | null;
}

/** An interview as Lever lists it. Lever docs, "Interviews > Interview attributes". */
export interface InterviewWire extends PanelInterviewWire {
  readonly panel: LeverId;
  readonly timezone: string | null;
  readonly stage: Expandable<StageWire>;
  readonly createdAt: EpochMillis;
  readonly canceledAt: EpochMillis | null;
}
