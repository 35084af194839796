import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isIdPart } from "../../ids/entity-id.js";
import type { Logger } from "../../observability/logger.js";
import { StoreUnavailable } from "../../store/store.js";
import { SecretUnreadable } from "../../vault/vault.js";
import type { Taken, WebhookIntake } from "../../webhooks/webhook-intake.js";
import type { AdmissionGate } from "../admission/admission-gate.js";
import { refuseOverloaded } from "../admission/overloaded.js";
import { errorBody } from "../error-reply.js";

/** What the route needs. */
export interface WebhooksRouteOptions {
  readonly webhookIntake: Pick<WebhookIntake, "take">;
  readonly gate: AdmissionGate;
  readonly logger: Logger;
}

/** A delivery of Lever's has less than a thousand bytes. */
const MAX_BYTES = 64 * 2 ** 10;

/** When the database may be there again, seconds. */
const RETRY_AFTER_SECONDS = 5;

type Refusal = Exclude<Taken, "taken" | "repeated">;

const REFUSALS: Readonly<
  Record<Refusal, { readonly status: number; readonly code: string; readonly message: string }>
> = {
  malformed: { status: 400, code: "BAD_REQUEST", message: "This is no delivery of a Lever webhook." },
  unsigned: {
    status: 401,
    code: "UNAUTHENTICATED",
    message: "The delivery is not signed with a signing token of this connection.",
  },
  untimely: { status: 400, code: "BAD_REQUEST", message: "The delivery's triggeredAt is too far from now." },
};

/**
 * `POST /webhooks/lever/:connectionId`: takes what Lever's webhooks deliver. Lever tries again where it is answered with
 * anything but 2xx, and looks at nothing else of the answer. Lever docs, "Webhooks".
 */
export function webhooksRoute(fastify: FastifyInstance, options: WebhooksRouteOptions): void {
  fastify.post<{ Params: { connectionId: string } }>(
    "/webhooks/lever/:connectionId",
    { bodyLimit: MAX_BYTES },
    async (request, reply) => {
      // Lever tries again, with growing pauses: whoever waits for an answer goes first.
      if (options.gate.isBehind) return refuseOverloaded(request, reply, Math.random());
      const { connectionId } = request.params;
      // What can't be an id is nobody's: it is answered as what nobody has signed.
      if (!isIdPart(connectionId)) return refuse("unsigned", request, reply);
      let taken: Taken;
      try {
        taken = await options.webhookIntake.take(connectionId, request.body);
      } catch (failure) {
        return askToRetry(failure, connectionId, request, reply, options.logger);
      }
      if (taken === "taken" || taken === "repeated") return { status: taken };
      options.logger.info({ requestId: request.id, connectionId, reason: taken }, "a webhook's delivery was refused");
      return refuse(taken, request, reply);
    },
  );
}

function refuse(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message } = REFUSALS[refusal];
  return reply.code(status).send(errorBody(code, message, request));
}

/** @throws what nobody can mend */
function askToRetry(
  failure: unknown,
  connectionId: string,
  request: FastifyRequest,
  reply: FastifyReply,
  logger: Logger,
): FastifyReply {
  if (!(failure instanceof StoreUnavailable) && !(failure instanceof SecretUnreadable)) throw failure;
  const fields = { requestId: request.id, connectionId, error: failure.name };
  logger.warn(fields, "a webhook's delivery can't be taken now");
  const code = failure instanceof StoreUnavailable ? "STORE_UNAVAILABLE" : "SECRET_UNREADABLE";
  const body = errorBody(code, "The delivery can't be taken now: try again.", request, { retryable: true });
  return reply.code(503).header("retry-after", RETRY_AFTER_SECONDS).send(body);
}
