import type { EpochMillis, Expandable, LeverId } from "../../lever/wire.js";
import type { StageWire } from "../stage/stage.wire.js";
import type { UserWire } from "../ats-user/ats-user.wire.js";

/** One text of a note's thread. Lever docs, "Notes > Note attributes": `fields`. */
export interface NoteFieldWire {
  readonly type: string;
  readonly value: string;
  readonly createdAt: EpochMillis;
  readonly user: Expandable<UserWire>;
  readonly score: number | null;
  readonly stage: Expandable<StageWire>;
}

/** A note as Lever sends it. Lever docs, "Notes > Note attributes". */
export interface NoteWire {
  readonly id: LeverId;
  /** The title of the form, "Note"; what was written is in `fields`. */
  readonly text: string;
  /** The thread: the note itself, then its comments. */
  readonly fields: readonly NoteFieldWire[];
  readonly user: Expandable<UserWire>;
  readonly secret: boolean;
  readonly createdAt: EpochMillis;
  readonly completedAt: EpochMillis | null;
  readonly deletedAt: EpochMillis | null;
}
