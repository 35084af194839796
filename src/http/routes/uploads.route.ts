import type { FastifyInstance, FastifyRequest } from "fastify";
import type { GraphServices } from "../../context/graph-context.js";
import type { UploadRecord } from "../../store/store.js";
import { MAX_UPLOAD_BYTES } from "../../uploads/upload-limits.js";
import type { AdmissionGate } from "../admission/admission-gate.js";
import { refuseOverloaded } from "../admission/overloaded.js";
import { allowOrigin, type CorsRules, preflightRoute } from "../cors.js";
import { giveUpAtEnd } from "../files/give-up-at-end.js";
import { RunningDownloads } from "../files/running-downloads.js";
import { withIdleLimit } from "../uploads/idle-limit.js";
import { refuseForNow, refuseUpload, type UploadRefusal } from "../uploads/upload-refusal.js";

/** What the route needs. */
export interface UploadsRouteOptions {
  readonly services: Pick<GraphServices, "clock" | "uploads">;
  readonly allowedOrigins: readonly string[];
  /** A client who sends nothing for that long is hung up on. */
  readonly bodyTimeoutMs: number;
  readonly gate: AdmissionGate;
}

/** A token is longer than what find-my-way takes for a parameter. */
const PATH = "/uploads/*";

/** `PUT /uploads/:token`: takes the bytes of a file from whoever holds the link, and keeps them sealed. */
export function uploadsRoute(fastify: FastifyInstance, options: UploadsRouteOptions): void {
  const cors: CorsRules = {
    origins: options.allowedOrigins,
    methods: ["PUT"],
    requestHeaders: ["content-type"],
    answerHeaders: ["x-request-id"],
  };
  const running = new RunningDownloads();
  giveUpAtEnd(fastify, running, options.services.clock);
  void fastify.register((scope, _, done) => {
    // Whatever the body is called, it is bytes, and they are taken as they come.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, parsed) => parsed(null));
    preflightRoute(scope, PATH, cors);
    scope.put<{ Params: { "*": string } }>(PATH, { bodyLimit: MAX_UPLOAD_BYTES }, async (request, reply) => {
      allowOrigin(request, reply, cors);
      if (options.gate.isBehind) return refuseOverloaded(request, reply, options.services.clock.random());
      running.begin(reply).addEventListener("abort", () => request.raw.destroy());
      const refusal = await take(request.params["*"], request, options).catch((failure: unknown) =>
        request.raw.destroyed && !request.raw.complete ? "tooShort" : refuseForNow(failure, request, reply),
      );
      if (refusal === null) return reply.code(204).send();
      return typeof refusal === "string" ? refuseUpload(refusal, request, reply) : refusal;
    });
    done();
  });
}

/** Null: the bytes are here. */
async function take(
  token: string,
  request: FastifyRequest,
  { services, bodyTimeoutMs }: UploadsRouteOptions,
): Promise<UploadRefusal | null> {
  const upload = await services.uploads.byLink(token);
  if (!upload) return "unknown";
  const refusal = refusalOfLength(request, upload);
  if (refusal) return refusal;
  const received = await services.uploads.receive(upload, withIdleLimit(request.raw, bodyTimeoutMs));
  return received === "complete" ? null : received;
}

/** Before anything is read: what is said to be of another length is not worth its way. */
function refusalOfLength({ headers }: FastifyRequest, { size }: UploadRecord): UploadRefusal | null {
  const length = headers["content-length"];
  if (length === undefined || Number(length) === size) return null;
  return Number(length) > size ? "tooLong" : "tooShort";
}
