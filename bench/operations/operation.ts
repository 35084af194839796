import type { SandboxData } from "../../sandbox/data.js";
import type { GraphClient } from "../service/graph-client.js";

/**
 * When an operation is asked: by a service that has read nothing yet; again at once, within every age; after the age of
 * opportunities has passed and some have changed, while reference data is within its own.
 */
export const PHASES = ["cold", "warm", "revalidated"] as const;
export type Phase = (typeof PHASES)[number];

/** Requests to Lever, by phase. */
export type Counts = Readonly<Record<Phase, number>>;

/** What an operation is asked of. */
export interface Subject {
  readonly connectionId: string;
  /** The truth of the Lever account. */
  readonly data: SandboxData;
}

/** One of the operations that the product is measured by. */
export interface Operation {
  /** "O1" */
  readonly name: string;
  /** What it asks for, in a few words. */
  readonly title: string;
  /** What makes the fewest requests, in a few words and a formula. */
  readonly floor: string;
  /** The fewest requests to Lever it can cost; computed from the account, before anything is asked. */
  fewest(subject: Subject): Counts;
  /** What has to be there before it, and isn't counted. */
  prepare?(graph: GraphClient, subject: Subject): Promise<unknown>;
  /** Asks it; `run`: a number that no other run of this benchmark has. Answers with all that came, ids of new things left out. */
  ask(graph: GraphClient, subject: Subject, run: number, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  /** Changes something at Lever that the operation shows; null for one that shows nothing but what it wrote itself. */
  readonly change: ((data: SandboxData, now: number) => void) | null;
}
