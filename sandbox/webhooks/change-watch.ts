import type { SandboxData } from "../data.js";
import { ContactChanges } from "./contact-changes.js";
import { InterviewChanges } from "./interview-changes.js";
import type { Occurrence } from "./occurrence.js";
import { OpportunityChanges } from "./opportunity-changes.js";

/**
 * Finds out what has happened in an account by comparing it with what was there before: whoever changes the data, an
 * endpoint or a test by hand, can't forget to say so.
 */
export class ChangeWatch {
  readonly #kinds: readonly { look(): readonly Occurrence[] }[];

  /** What is there now has not happened. `now`: epoch milliseconds. */
  constructor(data: SandboxData, now: () => number) {
    this.#kinds = [new ContactChanges(data, now), new OpportunityChanges(data), new InterviewChanges(data, now)];
  }

  /** What has happened since the last time. */
  look(): readonly Occurrence[] {
    return this.#kinds.flatMap((kind) => kind.look());
  }
}
