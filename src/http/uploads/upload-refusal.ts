import type { FastifyReply, FastifyRequest } from "fastify";
import { StoreUnavailable } from "../../store/store.js";
import type { Received } from "../../uploads/receive-upload.js";
import { MAX_UPLOAD_BYTES } from "../../uploads/upload-limits.js";
import { errorBody } from "../error-reply.js";

/** Why bytes were not taken. */
export type UploadRefusal = Exclude<Received, "complete"> | "unknown";

interface Told {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const TOLD: Readonly<Record<UploadRefusal, Told>> = {
  unknown: {
    status: 404,
    code: "NOT_FOUND",
    message: "This link is not valid, or its time is over: ask for a fresh one with createAtsUpload.",
  },
  tooShort: {
    status: 400,
    code: "BAD_REQUEST",
    message: "The body is shorter than the size that createAtsUpload was given: send the whole file.",
  },
  tooLong: {
    status: 413,
    code: "UPLOAD_TOO_LARGE",
    message: "The body is longer than the size that createAtsUpload was given.",
  },
  otherContent: {
    status: 415,
    code: "UPLOAD_TYPE_UNSUPPORTED",
    message: "The bytes are not those of a file of the type that createAtsUpload was given.",
  },
  conflict: {
    status: 409,
    code: "CONFLICT",
    message: "This upload has other bytes already: ask for a fresh link with createAtsUpload.",
  },
};

/** When the database may be there again, seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Answers why the bytes were not taken. One answer for all links that lead nowhere: nobody learns which it is. */
export function refuseUpload(refusal: UploadRefusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message } = TOLD[refusal];
  if (refusal === "tooLong" && !hasNearEnd(request)) reply.header("connection", "close");
  return reply.code(status).send(errorBody(code, message, request));
}

/** What is left of a body is read and thrown away, so that the client looks at the answer; but not one without an end. */
function hasNearEnd({ headers }: FastifyRequest): boolean {
  return Number(headers["content-length"]) <= 2 * MAX_UPLOAD_BYTES;
}

/**
 * Answers for a failure of ours.
 * @throws what nobody can mend
 */
export function refuseForNow(failure: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(failure instanceof StoreUnavailable)) throw failure;
  const message = "The database is down: nothing was kept. Send the file again.";
  reply.header("retry-after", RETRY_AFTER_SECONDS);
  return reply.code(503).send(errorBody("STORE_UNAVAILABLE", message, request, { retryable: true }));
}
