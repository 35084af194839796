/** An id as Lever gives it: usually a UUID, but not always ("lead-new", "no-feedback"). Lever docs, "Stages". */
export type LeverId = string;

/** Integer milliseconds since the Unix epoch, UTC. Lever docs, "Timestamps". */
export type EpochMillis = number;

/** Something that `expand` may have turned from an id into the object itself. Lever docs, "Expanding". */
export type Expandable<Wire> = LeverId | Wire | null;
