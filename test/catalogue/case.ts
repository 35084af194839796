/** Tests that hold a case: their names, as they are written there, by their file below `test`. */
export type HeldBy = Readonly<Record<string, readonly string[]>>;

/** Something that goes wrong, and what comes of it. */
export interface FaultCase {
  readonly id: string;
  /** What goes wrong. */
  readonly fault: string;
  /** What the caller sees, and what must not be lost, sent or told. */
  readonly outcome: string;
  readonly tests: HeldBy;
}
