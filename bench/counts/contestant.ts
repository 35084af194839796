import type { GraphClient } from "../service/graph-client.js";
import type { BenchWorld } from "./bench-world.js";

/** Something that answers the operations by asking Lever: the product, or a rival. */
export interface Contestant {
  /** How it is called in tables. */
  readonly name: string;
  /** The connection's id in its graph. */
  readonly connectionId: string;
  /** Why it has no answer to an operation; null where it has. */
  cannot(operation: string): string | null;
  /** Starts it over a Lever, with nothing read yet. */
  start(world: BenchWorld): Promise<RunningContestant>;
}

/** One that serves. */
export interface RunningContestant extends AsyncDisposable {
  readonly graph: GraphClient;
  /** Lets time pass for it, without anybody waiting. */
  putForward(spanMs: number): Promise<void>;
}
