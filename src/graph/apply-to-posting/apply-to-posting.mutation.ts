import { getNamedType, type GraphQLResolveInfo } from "graphql";
import { isIP } from "node:net";
import { Arg, Ctx, Info, Mutation, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { selectionOf } from "../../planning/selection.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { plannedRequest } from "../../writes/planned-request.js";
import type { Steps } from "../../writes/steps.js";
import { type ExternalReference, externalReference } from "../entity-reference.js";
import { expandFor } from "../expand-for.js";
import { audited } from "../opportunity-write/audited.js";
import { checkIdempotencyKey, progressOf, writeOnce } from "../opportunity-write/write-once.js";
import type { Opportunity } from "../opportunity/opportunity.js";
import { postingById } from "../posting/posting.loader.js";
import { RequiresRole } from "../requires-role.js";
import { checkAnswers, emailOf } from "./application-answers.js";
import { applicationBody, applicationOrigin } from "./application-body.js";
import { filesOf, type PlannedApplication, plannedWrites, sendPlanned } from "./application-writes.loader.js";
import { ApplyToPostingInput } from "./apply-to-posting-input.js";
import { ApplyToPostingPayload } from "./apply-to-posting-payload.js";
import { ApplicationRefused } from "./application-refused.js";
import { findApplication, opportunityOfApplication } from "./find-application.loader.js";
import { readPostingForm } from "./posting-form.loader.js";

const MUTATION = "applyToPosting";

@Resolver()
export class ApplyToPosting {
  @RequiresRole("recruiter")
  @Mutation(() => ApplyToPostingPayload, {
    nullable: true,
    description:
      "Applies to a posting on a person's behalf, once for each idempotency key. The answers are checked against the posting's applicationForm before anything is sent. Needs the role recruiter.",
  })
  async applyToPosting(
    @Arg("input", () => ApplyToPostingInput, { description: "The application." }) input: ApplyToPostingInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApplyToPostingPayload> {
    const posting = externalReference(input.postingId, "input.postingId");
    checkInput(input);
    try {
      const fresh = await context.connections.openFresh(posting.connectionId);
      if (!fresh) return refused(userError("NOT_FOUND", { path: ["input", "postingId"] }));
      return await apply({ context, info, input, fresh, posting });
    } catch (failure) {
      if (failure instanceof ApplicationRefused) return refused(...failure.userErrors);
      return refused(userErrorFrom(failure));
    }
  }
}

/** @throws GraphQLError BAD_USER_INPUT */
function checkInput(input: ApplyToPostingInput): void {
  checkIdempotencyKey(input.idempotencyKey);
  if (applicationOrigin(input) === null) throw badUserInput("input.origin", "give APPLIED or INTERNAL");
  if (input.ipAddress && isIP(input.ipAddress) === 0) throw badUserInput("input.ipAddress", "not an IP address");
}

interface Applying {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly input: ApplyToPostingInput;
  /** Reads past every cache. */
  readonly fresh: ConnectionScope;
  readonly posting: ExternalReference;
}

async function apply(applying: Applying): Promise<ApplyToPostingPayload> {
  const { context, input } = applying;
  const progress = input.dryRun ? "none" : await progressOf(context, MUTATION, input.idempotencyKey);
  // What was done stands, and what may have been is looked for, whatever has become of the posting since.
  const planned = progress === "done" ? new ApplicationRefused([]) : await plan(applying);
  if (planned instanceof ApplicationRefused && progress === "none") return refused(...planned.userErrors);
  if (input.dryRun && !(planned instanceof ApplicationRefused)) {
    return { ...refused(), plannedRequests: plannedWrites(planned).map(plannedRequest) };
  }
  const { idempotencyKey, dryRun: _, ...asked } = input;
  const outcome = await writeOnce(context, {
    mutation: MUTATION,
    connectionId: applying.posting.connectionId,
    idempotencyKey,
    input: asked,
    perform: (steps) => send(applying, planned, steps),
  });
  if ("userErrors" in outcome) return refused(...outcome.userErrors);
  const { applicationId } = outcome.result;
  const opportunity = await opportunityAfterwards(applying, applicationId).catch(toError);
  return { applicationExternalId: applicationId, opportunity, plannedRequests: null, userErrors: [] };
}

/** Checks everything; nothing is sent. */
async function plan({ context, input, fresh, posting }: Applying): Promise<PlannedApplication | ApplicationRefused> {
  const path = ["input", "postingId"];
  const row = await fresh.load(postingById, posting.externalId);
  if (!row) return new ApplicationRefused([userError("NOT_FOUND", { path })]);
  const isOpen = row.state === "PUBLISHED" || row.state === "INTERNAL";
  if (!isOpen) return new ApplicationRefused([userError("POSTING_CLOSED", { path })]);
  const distribution = input.origin === "INTERNAL" ? "internal" : "external";
  const form = await readPostingForm(fresh, posting.externalId, distribution);
  if (!form) return new ApplicationRefused([userError("NOT_FOUND", { path })]);
  const { answers, userErrors } = checkAnswers(form, input);
  const body = applicationBody(answers, input);
  const { uploads, missing } = await filesOf(context, posting.connectionId, body);
  const faults = [...userErrors, ...missing.map((upload) => userError("UPLOAD_UNKNOWN", { path: upload.path }))];
  if (faults.length > 0) return new ApplicationRefused(faults);
  return { posting: posting.externalId, body, sendsConfirmation: input.sendConfirmationEmail, uploads };
}

function send(
  { context, input, fresh, posting }: Applying,
  planned: PlannedApplication | ApplicationRefused,
  steps: Steps,
): Promise<{ readonly applicationId: string }> {
  const applicant = { email: emailOf(input), posting: posting.externalId };
  const step = {
    send: (): Promise<string> =>
      planned instanceof ApplicationRefused ? Promise.reject(planned) : sendPlanned(fresh, planned),
    find: (sentAt: number): Promise<string | null> => findApplication(fresh, applicant, sentAt),
  };
  return audited(context, auditOf(posting), async () => ({ applicationId: await steps.run("application", step) }));
}

/** Not looked for where it is not asked for. */
async function opportunityAfterwards(applying: Applying, applicationId: string): Promise<Opportunity | null> {
  const { context, info, input, posting } = applying;
  const { connectionId } = posting;
  // Nothing that was loaded before the write may answer what is asked after it.
  context.connections.replace(await context.connections.record(connectionId), connectionId);
  const payload = selectionOf(info, getNamedType(info.returnType).name);
  const fresh = payload.has("opportunity") ? await context.connections.openFresh(connectionId) : null;
  if (!fresh) return null;
  const expand = await expandFor(fresh, payload.of("opportunity"));
  const applicant = { email: emailOf(input), posting: posting.externalId };
  return opportunityOfApplication(context, fresh, applicant, { applicationId, expand });
}

/** Lever takes no perform_as here. Lever docs, "Postings > Apply to a posting". */
function auditOf({ connectionId }: ExternalReference) {
  return { connectionId, action: MUTATION, opportunityId: null, performedAsId: null };
}

function refused(...userErrors: readonly AtsUserError[]): ApplyToPostingPayload {
  return { applicationExternalId: null, opportunity: null, plannedRequests: null, userErrors };
}
