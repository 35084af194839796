import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../../caller/caller.js";
import type { ConnectionScope } from "../../context/connection-scope.js";
import { type GraphServices, OperationContext } from "../../context/graph-context.js";
import { OperationReport } from "../../context/operation-report.js";
import type { FileLocation } from "../../file-links/file-location.js";
import type { OpenedLink } from "../../file-links/file-links.js";
import type { LeverDownload } from "../../lever/download/lever-download.js";
import type { Logger } from "../../observability/logger.js";
import type { AdmissionGate } from "../admission/admission-gate.js";
import { refuseOverloaded } from "../admission/overloaded.js";
import { allowOrigin, type CorsRules, preflightRoute } from "../cors.js";
import { type ByteRange, rangeOf, sliceOf } from "../files/byte-range.js";
import { contentDisposition } from "../files/content-disposition.js";
import { contentTypeOf } from "../files/content-type.js";
import { refuseFile, refuseUnknown } from "../files/file-refusal.js";
import type { FileDetails, FileSource } from "../files/file-source.js";
import { giveUpAtEnd } from "../files/give-up-at-end.js";
import { type LinkHolderOptions, openedLink } from "../files/link-holder.js";
import { RunningDownloads } from "../files/running-downloads.js";

/** What the route needs. */
export interface FilesRouteOptions extends Omit<LinkHolderOptions, "fileLinks"> {
  readonly services: GraphServices;
  readonly files: FileSource;
  readonly requestTimeoutMs: number;
  readonly allowedOrigins: readonly string[];
  readonly gate: AdmissionGate;
  readonly logger: Logger;
}

/** A token is longer than what find-my-way takes for a parameter. */
const PATH = "/files/*";

/** `GET /files/:token`, and HEAD: streams a file out of Lever to whoever holds the link. */
export function filesRoute(fastify: FastifyInstance, options: FilesRouteOptions): void {
  const cors: CorsRules = {
    origins: options.allowedOrigins,
    methods: ["GET", "HEAD"],
    requestHeaders: ["range"],
    answerHeaders: ["accept-ranges", "content-disposition", "content-length", "content-range", "x-request-id"],
  };
  const running = new RunningDownloads();
  giveUpAtEnd(fastify, running, options.services.clock);
  preflightRoute(fastify, PATH, cors);
  fastify.route<{ Params: { "*": string } }>({
    method: ["GET", "HEAD"],
    url: PATH,
    handler: async (request, reply) => {
      allowOrigin(request, reply, cors);
      if (options.gate.isBehind) return refuseOverloaded(request, reply, options.services.clock.random());
      const { fileLinks } = options.services;
      const link = await openedLink(request.params["*"], request, { ...options, fileLinks });
      if (!link) return refuseUnknown(request, reply);
      try {
        return await serve(link, request, reply, { ...options, gone: running.begin(reply) });
      } catch (failure) {
        return refuseFile(failure, request, reply);
      }
    },
  });
}

async function serve(
  { accountId, location }: OpenedLink,
  request: FastifyRequest,
  reply: FastifyReply,
  options: FilesRouteOptions & { readonly gone: AbortSignal },
): Promise<FastifyReply> {
  const { gone } = options;
  const scope = await scopeOf(accountId, location, gone, options);
  if (!scope) return refuseUnknown(request, reply);
  if (request.method === "HEAD") {
    const file = await options.files.find(scope, location);
    return file ? describe(file, file.size, reply).send() : refuseUnknown(request, reply);
  }
  const opened = await options.files.open(scope, location, gone);
  if (!opened) return refuseUnknown(request, reply);
  const { file, download } = opened;
  download.body.once("error", (error) => {
    const fields = { requestId: request.id, connectionId: location.connectionId, error: error.message };
    if (!gone.aborted) options.logger.warn(fields, "a download broke off");
  });
  return send(download, describe(file, download.contentLength, reply), request);
}

/** For whom the link was made has seen the file: what is asked here is only whether it is still there. */
function scopeOf(
  accountId: string,
  { connectionId }: FileLocation,
  signal: AbortSignal,
  { services, requestTimeoutMs }: FilesRouteOptions,
): Promise<ConnectionScope | null> {
  const caller: Caller = { accountId, userId: null, email: null, roles: new Set(["viewer", "confidential"]) };
  const deadlineAtMs = services.clock.monotonicMs() + requestTimeoutMs;
  const operation = { caller, deadlineAtMs, noCache: false, signal };
  return new OperationContext(services, operation, new OperationReport()).connections.open(connectionId);
}

function describe({ name, ext }: FileDetails, totalBytes: number | null, reply: FastifyReply): FastifyReply {
  reply.header("content-type", contentTypeOf(ext));
  reply.header("content-disposition", contentDisposition(name, ext));
  reply.header("content-security-policy", "sandbox");
  reply.header("cache-control", "private, no-store");
  if (totalBytes !== null) reply.header("content-length", totalBytes).header("accept-ranges", "bytes");
  return reply;
}

function send({ body, contentLength }: LeverDownload, reply: FastifyReply, request: FastifyRequest): FastifyReply {
  const range = contentLength === null ? null : rangeOf(rangeHeader(request), contentLength);
  if (range === null) return reply.send(body);
  if (range === "unsatisfiable") {
    body.destroy();
    reply.removeHeader("content-disposition");
    return reply.code(416).header("content-range", `bytes */${contentLength}`).header("content-length", 0).send("");
  }
  return reply
    .code(206)
    .header("content-range", `bytes ${range.start}-${range.end}/${contentLength}`)
    .header("content-length", lengthOf(range))
    .send(sliceOf(body, range));
}

/** There is no tag or time to compare with: whoever asks whether the file is still the same gets the whole of it. */
function rangeHeader({ headers }: FastifyRequest): string | undefined {
  return headers["if-range"] === undefined ? headers.range : undefined;
}

function lengthOf({ start, end }: ByteRange): number {
  return end - start + 1;
}
