import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { isIdPart } from "../../ids/entity-id.js";
import { UnknownConnection } from "../../store/store-errors.js";
import { formatOfName } from "../../uploads/file-formats.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { RequiresRole } from "../requires-role.js";
import { DateTime } from "../scalars/date-time.js";
import { checkAnnounced, refusalsOf } from "./upload-check.js";

@InputType({ description: "A file that is to be uploaded." })
export class CreateAtsUploadInput {
  @Field(() => ID, { description: "The connection through which it goes into Lever." })
  connectionId!: string;

  @Field(() => String, { description: "The file's name: docx, doc, js, jpg, png, pdf or txt." })
  filename!: string;

  @Field(() => String, { description: "The content type that goes with the name, e.g. application/pdf." })
  contentType!: string;

  @Field(() => Int, { description: "Bytes, at most 30 MiB." })
  size!: number;
}

@ObjectType({ description: "Where the file's bytes go." })
export class CreateAtsUploadPayload {
  @Field(() => ID, { nullable: true, description: "For uploadOpportunityFile and the like, a day long." })
  uploadId!: string | null;

  @Field(() => String, { nullable: true, description: "PUT the file's bytes there, in one request." })
  uploadUrl!: string | null;

  @Field(() => DateTime, { nullable: true, description: "Until when uploadUrl takes them." })
  expiresAt!: number | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where there is a link." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class CreateAtsUpload {
  @RequiresRole("recruiter")
  @Mutation(() => CreateAtsUploadPayload, {
    nullable: true,
    description:
      "Gives a link that takes a file of up to 30 MiB, which is kept sealed and forgotten after a day. Needs the role recruiter.",
  })
  async createAtsUpload(
    @Arg("input", () => CreateAtsUploadInput, { description: "The file." }) input: CreateAtsUploadInput,
    @Ctx() context: GraphContext,
  ): Promise<CreateAtsUploadPayload> {
    if (!isIdPart(input.connectionId)) throw badUserInput("input.connectionId", "not an id of a connection");
    checkAnnounced(input);
    try {
      const scope = await context.connections.open(input.connectionId);
      if (!scope) return unknownConnection();
      const refusals = refusalsOf(input);
      return refusals.length > 0 ? refused(...refusals) : await begin(context, input);
    } catch (failure) {
      return failure instanceof UnknownConnection ? unknownConnection() : refused(userErrorFrom(failure));
    }
  }
}

async function begin(
  { services, caller }: GraphContext,
  { connectionId, filename, size, contentType }: CreateAtsUploadInput,
): Promise<CreateAtsUploadPayload> {
  const { accountId } = caller;
  const format = formatOfName(filename)?.contentType ?? contentType;
  const begun = await services.uploads.begin({ accountId, connectionId, filename, contentType: format, size });
  return { ...begun, userErrors: [] };
}

function unknownConnection(): CreateAtsUploadPayload {
  return refused(userError("NOT_FOUND", { path: ["input", "connectionId"] }));
}

function refused(...userErrors: readonly AtsUserError[]): CreateAtsUploadPayload {
  return { uploadId: null, uploadUrl: null, expiresAt: null, userErrors };
}
