import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Directive, Field, ID, Info, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import type { ConnectionScope } from "../../context/connection-scope.js";
import type { GraphContext } from "../../context/graph-context.js";
import { toError } from "../../loading/each.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { plannedRequest } from "../../writes/planned-request.js";
import { performerFor } from "../ats-user/performer.loader.js";
import { externalReference } from "../entity-reference.js";
import { AtsFile } from "../file/file.js";
import { audited, auditOnly } from "../opportunity-write/audited.js";
import { opportunityAfterWrite } from "../opportunity-write/opportunity-after-write.js";
import { AtsPlannedRequest } from "../opportunity-write/planned-request.js";
import { checkIdempotencyKey, progressOf, writeOnce } from "../opportunity-write/write-once.js";
import { opportunityById } from "../opportunity/opportunity.loader.js";
import { Opportunity } from "../opportunity/opportunity.js";
import { RequiresRole } from "../requires-role.js";
import { readyUpload } from "./ready-upload.loader.js";
import { fileInAnswer, readFile, uploadFileOnce, uploadWrite } from "./upload-file.loader.js";

const MUTATION = "uploadOpportunityFile";

@InputType({ description: "A file for a candidacy." })
export class UploadOpportunityFileInput {
  @Field(() => ID, { description: "The opportunity." })
  opportunityId!: string;

  @Field(() => ID, { description: "Of createAtsUpload, for the same connection; its bytes must be there." })
  uploadId!: string;

  @Field(() => String, {
    description:
      "Names the caller's intent: the same key with the same input gives the first result and writes nothing again.",
  })
  idempotencyKey!: string;

  @Field(() => Boolean, { defaultValue: false, description: "Check everything and send no write." })
  dryRun!: boolean;
}

@ObjectType({ description: "What came of it." })
export class UploadOpportunityFilePayload {
  @Field(() => AtsFile, { nullable: true, description: "The file as it is in Lever now." })
  file!: AtsFile | Error | null;

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
export class UploadOpportunityFile {
  @RequiresRole("recruiter")
  @Mutation(() => UploadOpportunityFilePayload, {
    nullable: true,
    description: "Adds an uploaded file to a candidacy, once for each idempotency key. Needs the role recruiter.",
  })
  async uploadOpportunityFile(
    @Arg("input", () => UploadOpportunityFileInput, { description: "The file." }) input: UploadOpportunityFileInput,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UploadOpportunityFilePayload> {
    const reference = externalReference(input.opportunityId, "input.opportunityId");
    checkIdempotencyKey(input.idempotencyKey);
    try {
      const scope = await context.connections.open(reference.connectionId);
      const row = await scope?.load(opportunityById, { externalId: reference.externalId, expand: [] });
      if (!scope || !row) return refused(input, userError("NOT_FOUND", { path: ["input", "opportunityId"] }));
      return await add({ context, info, input, scope, row });
    } catch (failure) {
      return refused(input, userErrorFrom(failure));
    }
  }
}

interface Adding {
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly input: UploadOpportunityFileInput;
  readonly scope: ConnectionScope;
  readonly row: Opportunity;
}

async function add(adding: Adding): Promise<UploadOpportunityFilePayload> {
  const { context, input, scope, row } = adding;
  const upload = await readyUpload(context, row.connectionId, input.uploadId);
  const isReplay = !upload && !input.dryRun && (await progressOf(context, MUTATION, input.idempotencyKey)) !== "none";
  if (!upload && !isReplay) return notWritten(adding, null, userError("UPLOAD_UNKNOWN", { path: UPLOAD_PATH }));
  const performer = await performerFor(scope, context.caller.email);
  if (!performer) return notWritten(adding, null, userError("PERFORM_AS_UNKNOWN"));
  const performerId = performer.externalId;
  if (input.dryRun && upload) {
    const write = uploadWrite({ opportunityId: row.externalId, performerId }, upload);
    return { file: null, opportunity: row, plannedRequests: [plannedRequest(write)], userErrors: [] };
  }
  return send(adding, performerId);
}

async function send(adding: Adding, performerId: string): Promise<UploadOpportunityFilePayload> {
  const { context, info, input, scope, row } = adding;
  const { opportunityId, uploadId, idempotencyKey } = input;
  const file = { step: "file", opportunityId: row.externalId, performerId, uploadId };
  let answer: unknown = null;
  const outcome = await writeOnce(context, {
    mutation: MUTATION,
    connectionId: row.connectionId,
    idempotencyKey,
    input: { opportunityId, uploadId },
    about: row.externalId,
    perform: (steps) =>
      audited(context, auditOf(row, performerId), async () => ({
        fileId: await uploadFileOnce(context, scope, steps, file, (given) => {
          answer = given;
        }),
      })),
  });
  if ("userErrors" in outcome) return notWritten(adding, performerId, ...outcome.userErrors);
  const owner = { connectionId: row.connectionId, opportunityId: row.externalId };
  return {
    file: fileInAnswer(owner, answer) ?? (await readFile(context, owner, outcome.result.fileId).catch(toError)),
    opportunity: await opportunityAfterWrite(context, info, row),
    plannedRequests: null,
    userErrors: [],
  };
}

const UPLOAD_PATH = ["input", "uploadId"];

function auditOf({ connectionId, externalId }: Opportunity, performedAsId: string | null) {
  return { connectionId, action: MUTATION, opportunityId: externalId, performedAsId };
}

async function notWritten(
  { context, input, row }: Adding,
  performedAsId: string | null,
  ...userErrors: readonly AtsUserError[]
): Promise<UploadOpportunityFilePayload> {
  if (!input.dryRun) await auditOnly(context, auditOf(row, performedAsId), "REFUSED");
  return refused(input, ...userErrors);
}

function refused(
  { dryRun }: Pick<UploadOpportunityFileInput, "dryRun">,
  ...userErrors: readonly AtsUserError[]
): UploadOpportunityFilePayload {
  return { file: null, opportunity: null, plannedRequests: dryRun ? [] : null, userErrors };
}
