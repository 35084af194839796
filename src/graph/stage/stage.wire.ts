import type { LeverId } from "../../lever/wire.js";

/** A stage as Lever sends it. Lever docs, "Stages > Stage attributes": there is no index and no type. */
export interface StageWire {
  readonly id: LeverId;
  readonly text: string;
}
