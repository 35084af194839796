import { WriteOutcomeUnknown } from "../../lever/write-outcome-unknown.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import type { AtsMatchSignal } from "../profile/profile.js";
import { DuplicateFound, duplicateError } from "./duplicate-found.js";
import { AtsExportStepName, type AtsExportOutcome, type AtsExportStep } from "./export-step.js";
import { OpportunityGone } from "./opportunity-gone.js";

/** What an export came to, as it is kept: ids and codes. */
export interface ExportResult {
  readonly outcome: AtsExportOutcome | null;
  /** Lever's ids. */
  readonly opportunityId: string | null;
  readonly contactId: string | null;
  readonly isFound: boolean;
  /** By what the person was found; missing in what was kept before that was told: by address. */
  readonly matchedBy?: readonly AtsMatchSignal[];
  readonly steps: readonly AtsExportStep[];
}

/** A step failed; the report holds why, and `cause` is what failed. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";

  constructor(
    readonly userError: AtsUserError,
    options: ErrorOptions,
  ) {
    super("A step of an export failed", options);
  }
}

/** How an export goes, step by step. */
export class ExportReport {
  readonly #steps = new Map<AtsExportStepName, AtsExportStep>();
  outcome: AtsExportOutcome | null = null;
  opportunityId: string | null = null;
  contactId: string | null = null;
  isFound = false;
  matchedBy: readonly AtsMatchSignal[] = [];

  /** Runs a step where it is needed. @throws StepFailed */
  async run<Result>(name: AtsExportStepName, work: (() => Promise<Result>) | null): Promise<Result | null> {
    if (!work) {
      this.mark(name, "NOT_NEEDED");
      return null;
    }
    try {
      const result = await work();
      this.mark(name, "DONE");
      return result;
    } catch (failure) {
      const error = errorOf(failure);
      const status = failure instanceof WriteOutcomeUnknown ? "UNKNOWN" : "FAILED";
      this.#steps.set(name, { name, status, error });
      throw new StepFailed(error, { cause: failure });
    }
  }

  mark(name: AtsExportStepName, status: "DONE" | "NOT_NEEDED"): void {
    this.#steps.set(name, { name, status, error: null });
  }

  get result(): ExportResult {
    const steps = Object.values(AtsExportStepName).map(
      (name): AtsExportStep => this.#steps.get(name) ?? { name, status: "NOT_REACHED", error: null },
    );
    const { outcome, opportunityId, contactId, isFound, matchedBy } = this;
    return { outcome, opportunityId, contactId, isFound, matchedBy, steps };
  }
}

function errorOf(failure: unknown): AtsUserError {
  if (failure instanceof DuplicateFound) return duplicateError(failure);
  if (failure instanceof OpportunityGone) return userError("NOT_FOUND", { message: `${failure.message}.` });
  return userErrorFrom(failure);
}
