import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import { toNotes } from "../lever/part-mapping.js";
import { externalIdOf, idOf, type RivalContext } from "../serve/rival-context.js";
import { ownAddress } from "../serve/tell-ready.js";
import { Opportunity, toOpportunity } from "./opportunity.js";
import { AtsNote } from "./parts.js";

@ObjectType()
export class AtsUserError {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  message!: string;
}

@InputType()
export class CreateAtsUploadInput {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => String)
  filename!: string;

  @Field(() => String)
  contentType!: string;

  @Field(() => Int)
  size!: number;
}

@InputType()
export class CreateAtsOpportunityInput {
  @Field(() => ID)
  connectionId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [String])
  emails!: readonly string[];

  @Field(() => [String])
  tags!: readonly string[];

  @Field(() => [ID])
  fileUploadIds!: readonly string[];

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class AddOpportunityNoteInput {
  @Field(() => ID)
  opportunityId!: string;

  @Field(() => String)
  text!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class CreateAtsUploadPayload {
  @Field(() => ID)
  uploadId!: string;

  @Field(() => String)
  uploadUrl!: string;

  @Field(() => [AtsUserError])
  userErrors!: readonly AtsUserError[];
}

@ObjectType()
export class CreateAtsOpportunityPayload {
  @Field(() => Opportunity)
  opportunity!: Opportunity;

  @Field(() => [AtsUserError])
  userErrors!: readonly AtsUserError[];
}

@ObjectType()
export class AddOpportunityNotePayload {
  @Field(() => AtsNote)
  note!: AtsNote;

  @Field(() => [AtsUserError])
  userErrors!: readonly AtsUserError[];
}

/** As such code is usually written: a request for each step, and nothing that guards against doing one twice. */
@Resolver()
export class WritesResolver {
  @Mutation(() => CreateAtsUploadPayload)
  createAtsUpload(
    @Arg("input", () => CreateAtsUploadInput) { filename, contentType }: CreateAtsUploadInput,
    @Ctx() { uploads }: RivalContext,
  ): CreateAtsUploadPayload {
    const uploadId = uploads.begin(filename, contentType);
    return { uploadId, uploadUrl: `${ownAddress()}/uploads/${uploadId}`, userErrors: [] };
  }

  @Mutation(() => CreateAtsOpportunityPayload)
  async createAtsOpportunity(
    @Arg("input", () => CreateAtsOpportunityInput) input: CreateAtsOpportunityInput,
    @Ctx() context: RivalContext,
  ): Promise<CreateAtsOpportunityPayload> {
    const { lever, uploads, callerEmail } = context;
    const { name, emails, tags, fileUploadIds } = input;
    const { id: performAs } = await lever.userByEmail(callerEmail);
    const { id } = await lever.create({ name, emails, tags }, performAs);
    for (const uploadId of fileUploadIds) await lever.addFile(id, uploads.take(uploadId), performAs);
    return { opportunity: toOpportunity(context, await lever.opportunity(id)), userErrors: [] };
  }

  @Mutation(() => AddOpportunityNotePayload)
  async addOpportunityNote(
    @Arg("input", () => AddOpportunityNoteInput) { opportunityId, text }: AddOpportunityNoteInput,
    @Ctx() context: RivalContext,
  ): Promise<AddOpportunityNotePayload> {
    const { lever, callerEmail } = context;
    const id = externalIdOf(opportunityId);
    const { id: performAs } = await lever.userByEmail(callerEmail);
    const written = await lever.addNote(id, text, performAs);
    const [note] = toNotes([written], (noteId) => idOf(context, id, noteId));
    if (note === undefined) throw new Error("Lever has not answered with the note");
    return { note, userErrors: [] };
  }
}
