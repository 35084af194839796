import type { LeverId } from "../../lever/wire.js";

/** An archive reason as Lever sends it. Lever docs, "Archive reasons > Archive reason attributes". */
export interface ArchiveReasonWire {
  readonly id: LeverId;
  readonly text: string;
  readonly status: string;
  readonly type: string;
}
