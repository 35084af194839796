import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { type PlannedRequest, plannedRequest } from "../../writes/planned-request.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { audited } from "../opportunity-write/audited.js";
import { writeOnce } from "../opportunity-write/write-once.js";
import { postingById } from "../posting/posting.loader.js";
import { stageById } from "../stage/stage.loader.js";
import { userById } from "../ats-user/ats-user.loader.js";
import { DuplicateFound, duplicateError } from "./duplicate-found.js";
import { ExportReport, type ExportResult, StepFailed } from "./export-report.js";
import type { ExportProfileToAtsInput } from "./export-profile-input.js";
import { type ProfileExport, toProfileExport } from "./profile-export.js";
import { type ExportRun, planExport, runExport } from "./run-export.loader.js";

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
    if (!scope) return answer(report, userError("NOT_FOUND", { path: ["input", "connectionId"] }));
    const unknown = await unknownId(scope, profile);
    if (unknown) return answer(report, unknown);
    const performer = await performerFor(scope, context.caller.email);
    if (!performer) return answer(report, userError("PERFORM_AS_UNKNOWN"));
    const run = { context, scope, profile, performerId: performer.externalId, report };
    return input.dryRun ? await planned(run) : await performed(run, input);
  } catch (failure) {
    return answer(report, errorOf(failure));
  }
}

async function planned(run: ExportRun): Promise<ExportAnswer> {
  const writes = await planExport(run);
  return { result: run.report.result, plannedRequests: writes.map(plannedRequest), userErrors: [] };
}

async function performed(run: ExportRun, input: ExportProfileToAtsInput): Promise<ExportAnswer> {
  const { context, profile, performerId, report } = run;
  const { idempotencyKey, dryRun: _dryRun, ...asked } = input;
  const audit = {
    connectionId: profile.connectionId,
    action: MUTATION,
    opportunityId: null,
    performedAsId: performerId,
  };
  const outcome = await writeOnce(context, {
    mutation: MUTATION,
    connectionId: profile.connectionId,
    idempotencyKey,
    input: asked,
    perform: (steps) =>
      audited(context, audit, async () => {
        await runExport(run, steps);
        return report.result;
      }),
  });
  if ("userErrors" in outcome) return answer(report, ...outcome.userErrors);
  return { result: outcome.result, plannedRequests: null, userErrors: [] };
}

/** Lever would refuse the whole of it. */
async function unknownId(scope: ConnectionScope, { opportunity }: ProfileExport): Promise<AtsUserError | null> {
  const { stageExternalId: stage, postingExternalId: posting, ownerExternalId: owner } = opportunity;
  if (stage !== undefined && !(await scope.load(stageById, stage))) {
    return userError("STAGE_UNKNOWN", { path: ["input", "stageId"] });
  }
  if (posting !== undefined && !(await scope.load(postingById, posting))) {
    return userError("NOT_FOUND", { path: ["input", "postingId"] });
  }
  if (owner !== undefined && !(await scope.load(userById, owner))) {
    return userError("NOT_FOUND", { path: ["input", "ownerId"] });
  }
  return null;
}

function errorOf(failure: unknown): AtsUserError {
  if (failure instanceof StepFailed) return failure.userError;
  return failure instanceof DuplicateFound ? duplicateError(failure) : userErrorFrom(failure);
}

function answer(report: ExportReport, ...userErrors: readonly AtsUserError[]): ExportAnswer {
  return { result: report.result, plannedRequests: null, userErrors };
}
