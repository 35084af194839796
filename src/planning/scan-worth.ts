/** Fewer things than these are not looked for in an account of unknown size: a page in vain would cost too great a share. */
const LEAST_WANTED = 20;

/** Of the last pages, so many, at least so many of what is wanted must have been found. */
const WINDOW = { pages: 8, found: 4 };

/** What is known before a walk over a whole list. */
export interface ScanPlan {
  /** Requests that it would cost to ask for each thing by itself. */
  readonly insteadOf: number;
  /** How many pages the list has; null: not known. */
  readonly pages: number | null;
}

/**
 * Whether it costs less to read a whole list than to ask for things one by one. Where the list's size is known, that is
 * plain. Where it is not, the pages tell: things are found by one request each otherwise, so pages are worth reading as
 * long as each brings one of them on average, and lately still some.
 */
export class ScanWorth {
  readonly #foundIn: number[] = [];
  #found = 0;

  constructor(private readonly plan: ScanPlan) {}

  /** Before the first page. */
  get begins(): boolean {
    const { insteadOf, pages } = this.plan;
    return pages === null ? insteadOf >= LEAST_WANTED : pages < insteadOf;
  }

  /** After a page that held so many things that were wanted and not met before. */
  goesOnAfter(found: number): boolean {
    this.#foundIn.push(found);
    this.#found += found;
    const read = this.#foundIn.length;
    // The list may have grown since its size was known.
    if (read >= this.plan.insteadOf) return false;
    return this.plan.pages !== null || (this.#found >= read && this.#isStillFinding());
  }

  #isStillFinding(): boolean {
    if (this.#foundIn.length < WINDOW.pages) return true;
    return this.#foundIn.slice(-WINDOW.pages).reduce((sum, found) => sum + found, 0) >= WINDOW.found;
  }
}
