import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import type { AuditOutcome } from "../../store/store.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { type PlannedRequest, plannedRequest } from "../../writes/planned-request.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { referenceErrors } from "../create-opportunity/check-references.loader.js";
import { audited, auditOnly, auditOutcomeOf } from "../opportunity-write/audited.js";
import { progressOf, writeOnce } from "../opportunity-write/write-once.js";
import { DuplicateFound } from "./duplicate-found.js";
import type { ExportProfileToAtsInput } from "./export-profile-input.js";
import { ExportReport, type ExportResult, StepFailed } from "./export-report.js";
import { type ProfileExport, toProfileExport } from "./profile-export.js";
import { planExport, runExport } from "./run-export.loader.js";

/** Items of `exportProfilesToAts` share the keys of this one. */
const MUTATION = "exportProfileToAts";

/** What an export came to, for one caller. */
export interface ExportAnswer {
  readonly result: ExportResult;
  readonly plannedRequests: readonly PlannedRequest[] | null;
  readonly userErrors: readonly AtsUserError[];
}

/**
 * Exports a profile once for each idempotency key. `at`: where the input stands.
 * @throws GraphQLError BAD_USER_INPUT
 */
export async function exportOnce(
  context: GraphContext,
  input: ExportProfileToAtsInput,
  at = "input",
): Promise<ExportAnswer> {
  const profile = toProfileExport(input, at);
  const report = new ExportReport();
  try {
    const scope = await context.connections.open(profile.connectionId);
    if (!scope) return answer(input, report, userError("NOT_FOUND", { path: ["input", "connectionId"] }));
    return await checkAndExport({ context, input, scope, profile, report });
  } catch (failure) {
    return answer(input, report, failure instanceof StepFailed ? failure.userError : userErrorFrom(failure));
  }
}

interface Exporting {
  readonly context: GraphContext;
  readonly input: ExportProfileToAtsInput;
  readonly scope: ConnectionScope;
  readonly profile: ProfileExport;
  readonly report: ExportReport;
}

async function checkAndExport(exporting: Exporting): Promise<ExportAnswer> {
  const { context, input, scope } = exporting;
  const progress = input.dryRun ? "none" : await progressOf(context, MUTATION, input.idempotencyKey);
  // Its first result stands, whatever stands in its way now.
  if (progress === "done") return perform(exporting, null);
  // What was right when it was begun may be gone by now: it goes on all the same.
  const faults = progress === "none" ? await referenceErrors(context, scope, input) : [];
  if (faults.length > 0) return refused(exporting, null, ...faults);
  const performer = await performerFor(scope, context.caller.email);
  if (!performer) return refused(exporting, null, userError("PERFORM_AS_UNKNOWN"));
  return input.dryRun ? plan(exporting, performer.externalId) : perform(exporting, performer.externalId);
}

async function plan(exporting: Exporting, performerId: string): Promise<ExportAnswer> {
  const writes = await planExport({ ...exporting, performerId });
  return { result: exporting.report.result, plannedRequests: writes.map(plannedRequest), userErrors: [] };
}

/** `performedAsId`: null where it was done before. */
async function perform(exporting: Exporting, performedAsId: string | null): Promise<ExportAnswer> {
  const { context, profile, report } = exporting;
  const { idempotencyKey, dryRun: _dryRun, ...asked } = exporting.input;
  const outcome = await writeOnce(context, {
    mutation: MUTATION,
    connectionId: profile.connectionId,
    idempotencyKey,
    input: asked,
    perform: (steps) => {
      if (performedAsId === null) throw new Error("An export that was done has been forgotten meanwhile");
      const work = async (): Promise<ExportResult> => {
        await runExport({ ...exporting, performerId: performedAsId }, steps);
        return report.result;
      };
      const ofFailure = (failure: unknown): AuditOutcome => failedAs(failure, report);
      const newOpportunityId = (): string | null => report.opportunityId;
      const says = { ofResult: doneAs, ofFailure, newOpportunityId };
      return audited(context, auditOf(exporting, performedAsId), work, says);
    },
  });
  if ("userErrors" in outcome) return refused(exporting, performedAsId, ...outcome.userErrors);
  return { result: outcome.result, plannedRequests: null, userErrors: [] };
}

/** Lever's id of the opportunity is not known yet. */
function auditOf({ profile: { connectionId } }: Exporting, performedAsId: string | null) {
  return { connectionId, action: MUTATION, opportunityId: null, performedAsId };
}

function doneAs({ outcome }: ExportResult): AuditOutcome {
  return outcome === "SKIPPED" ? "NOTHING_TO_DO" : "DONE";
}

/** Where something was written before a step failed, the whole is no refusal. */
function failedAs(failure: unknown, { outcome }: ExportReport): AuditOutcome {
  const cause = failure instanceof StepFailed ? failure.cause : failure;
  if (cause instanceof DuplicateFound) return "REFUSED";
  const failed = auditOutcomeOf(cause);
  return failed === "REFUSED" && outcome !== null ? "FAILED" : failed;
}

async function refused(
  exporting: Exporting,
  performedAsId: string | null,
  ...userErrors: readonly AtsUserError[]
): Promise<ExportAnswer> {
  const { context, input, report } = exporting;
  if (!input.dryRun) await auditOnly(context, auditOf(exporting, performedAsId), "REFUSED");
  return answer(input, report, ...userErrors);
}

function answer(
  { dryRun }: ExportProfileToAtsInput,
  report: ExportReport,
  ...userErrors: readonly AtsUserError[]
): ExportAnswer {
  return { result: report.result, plannedRequests: dryRun ? [] : null, userErrors };
}
