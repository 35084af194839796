import { getNamedType, type GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Directive, Field, ID, Info, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { WriteOutcomeUnknown } from "../../lever/write-outcome-unknown.js";
import { toError } from "../../loading/each.js";
import { selectionOf } from "../../planning/selection.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { jsonBody, type LeverWrite } from "../../writes/lever-write.js";
import { plannedRequest } from "../../writes/planned-request.js";
import type { Steps } from "../../writes/steps.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { externalReference } from "../entity-reference.js";
import { AtsFormValueInput } from "../form-field/form-value-input.js";
import { audited } from "../opportunity-write/audited.js";
import { opportunityAfterWrite } from "../opportunity-write/opportunity-after-write.js";
import { AtsPlannedRequest } from "../opportunity-write/planned-request.js";
import { checkIdempotencyKey, progressOf, writeOnce } from "../opportunity-write/write-once.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { templateQuestions } from "../profile-form-template/template-questions.loader.js";
import { RequiresRole } from "../requires-role.js";
import { type FormFieldBody, fillTemplate, fillUnseen } from "./form-answers.js";
import { createdFormId, findForm, formEndpoint, formInAnswer, readForm, sendForm } from "./form-writes.loader.js";
import { AtsProfileForm } from "./profile-form.js";

const MUTATION = "createOpportunityForm";

@InputType({ description: "A form to fill in about a candidate." })
export class CreateOpportunityFormInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => ID, { description: "The template: <connection>.<id>" })
  baseTemplateId!: string;

  @Field(() => [AtsFormValueInput], { description: "The answers. Questions that are not answered may be left out." })
  values!: AtsFormValueInput[];

  @Field(() => Boolean, {
    nullable: true,
    description: "Only for people with access to sensitive information; without it, as the template says.",
  })
  secret?: boolean | null;

  @Field(() => String, {
    description:
      "Names the caller's intent: the same key with the same input gives the first result and writes nothing again.",
  })
  idempotencyKey!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@ObjectType({ description: "What came of it." })
export class CreateOpportunityFormPayload {
  @Field(() => AtsProfileForm, { nullable: true, description: "The form as it is in Lever now." })
  form!: AtsProfileForm | Error | null;

  @Field(() => Opportunity, { nullable: true, description: "The opportunity as it is in Lever now." })
  opportunity!: Opportunity | Error | null;

  @Directive('@tag(name: "internal")')
  @Field(() => [AtsPlannedRequest], {
    nullable: true,
    description: "With dryRun: what would be sent, in order. Null where it was no dry run.",
  })
  plannedRequests!: readonly AtsPlannedRequest[] | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it is done." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class CreateOpportunityForm {
  @RequiresRole("recruiter")
  @Mutation(() => CreateOpportunityFormPayload, {
    nullable: true,
    description: "Fills a form in about a candidacy, once for each idempotency key. Needs the role recruiter.",
  })
  async createOpportunityForm(
    @Arg("input", () => CreateOpportunityFormInput, { description: "The form." }) input: CreateOpportunityFormInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CreateOpportunityFormPayload> {
    const reference = externalReference(input.opportunityId, "input.opportunityId");
    const template = externalReference(input.baseTemplateId, "input.baseTemplateId");
    checkIdempotencyKey(input.idempotencyKey);
    try {
      const scope = await context.connections.open(reference.connectionId);
      const row = await scope?.load(opportunityById, { externalId: reference.externalId, expand: [] });
      if (!scope || !row) return refused(null, userError("NOT_FOUND", { path: ["input", "opportunityId"] }));
      const isOwn = template.connectionId === row.connectionId;
      if (!isOwn) return refused(row, userError("NOT_FOUND", { path: ["input", "baseTemplateId"] }));
      return await create({ context, info, input, scope, row, templateId: template.externalId });
    } catch (failure) {
      return refused(null, userErrorFrom(failure));
    }
  }
}

interface Creating {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly input: CreateOpportunityFormInput;
  readonly scope: ConnectionScope;
  readonly row: Opportunity;
  /** Lever's id. */
  readonly templateId: string;
}

async function create(creating: Creating): Promise<CreateOpportunityFormPayload> {
  const { context, input, scope, row } = creating;
  if (!input.dryRun && (await progressOf(context, MUTATION, input.idempotencyKey)) === "done") {
    // Its first result stands, whatever has become of the template since.
    return finish(creating, { perform: () => Promise.reject(new WriteOutcomeUnknown(null)), answer: () => null });
  }
  const filled = await fill(creating);
  if ("refusals" in filled) return refused(row, ...filled.refusals);
  const performer = await performerFor(scope, context.caller.email);
  if (!performer) return refused(row, userError("PERFORM_AS_UNKNOWN"));
  const write = writeOf(creating, filled.fields, performer.externalId);
  if (input.dryRun) return { ...refused(row), plannedRequests: [plannedRequest(write)] };
  return finish(creating, sending(creating, write, filled.fields, performer.externalId));
}

/** The form's fields, checked as far as the key may see what they are checked against. */
async function fill({
  context,
  input,
  scope,
  templateId,
}: Creating): Promise<{ readonly fields: readonly FormFieldBody[] } | { readonly refusals: readonly AtsUserError[] }> {
  const template = await templateQuestions(scope, context.services.refusals, templateId);
  if (template.kind === "unknown") {
    return { refusals: [userError("NOT_FOUND", { path: ["input", "baseTemplateId"] })] };
  }
  const filled = template.kind === "read" ? fillTemplate(template.questions, input.values) : fillUnseen(input.values);
  return filled.userErrors.length > 0 ? { refusals: filled.userErrors } : { fields: filled.fields };
}

function writeOf(
  { context, input: { secret }, scope, row, templateId }: Creating,
  fields: readonly FormFieldBody[],
  performerId: string,
): LeverWrite {
  return {
    endpoint: formEndpoint(scope, context.services.refusals),
    parameters: { opportunity: row.externalId },
    query: { perform_as: performerId },
    body: jsonBody({ baseTemplateId: templateId, fields, ...(secret == null ? {} : { secret }) }),
  };
}

interface Sending {
  readonly perform: (steps: Steps) => Promise<{ readonly formId: string }>;
  /** Lever's, where this call sent the form. */
  readonly answer: () => unknown;
}

function sending(
  { context, scope, row, templateId }: Creating,
  write: LeverWrite,
  fields: readonly FormFieldBody[],
  performedAsId: string,
): Sending {
  let answer: unknown = null;
  const step = {
    send: async (): Promise<string> => {
      answer = await sendForm(scope, context.services.refusals, write);
      return createdFormId(scope, answer);
    },
    find: async (sentAt: number): Promise<string | null> => {
      const fresh = await context.connections.openFresh(row.connectionId);
      return fresh && findForm(fresh, row.externalId, { baseTemplateId: templateId, fields }, sentAt);
    },
  };
  return {
    perform: (steps) =>
      audited(context, auditOf(row, performedAsId), async () => ({ formId: await steps.run("form", step) })),
    answer: () => answer,
  };
}

async function finish(creating: Creating, { perform, answer }: Sending): Promise<CreateOpportunityFormPayload> {
  const { context, info, input, row } = creating;
  const { opportunityId, baseTemplateId, values, secret, idempotencyKey } = input;
  const outcome = await writeOnce(context, {
    mutation: MUTATION,
    connectionId: row.connectionId,
    idempotencyKey,
    input: { opportunityId, baseTemplateId, values, secret },
    about: row.externalId,
    perform,
  });
  if ("userErrors" in outcome) return refused(row, ...outcome.userErrors);
  const form = await formAfterwards(creating, outcome.result.formId, answer()).catch(toError);
  return { form, opportunity: await opportunityAfterWrite(context, info, row), plannedRequests: null, userErrors: [] };
}

/** From Lever's answer where it holds the form, else read; not at all where it is not asked for. */
async function formAfterwards({ context, info, row }: Creating, formId: string, answer: unknown) {
  if (!selectionOf(info, getNamedType(info.returnType).name).has("form")) return null;
  const { connectionId, externalId: opportunityId } = row;
  const source = { connectionId, opportunityId, fetchedAt: context.clock.epochMs() };
  return formInAnswer(source, answer) ?? readForm(context, source, formId);
}

function auditOf({ connectionId, externalId }: Opportunity, performedAsId: string) {
  return { connectionId, action: MUTATION, opportunityId: externalId, performedAsId };
}

function refused(row: Opportunity | null, ...userErrors: readonly AtsUserError[]): CreateOpportunityFormPayload {
  return { form: null, opportunity: row, plannedRequests: null, userErrors };
}
