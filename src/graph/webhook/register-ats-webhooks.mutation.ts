import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { isIdPart } from "../../ids/entity-id.js";
import type { ConnectionRecord } from "../../store/store.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { AtsUserError, userError } from "../../user-errors/user-error.js";
import { WEBHOOK_EVENTS } from "../../webhooks/webhook-events.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { toConnection } from "../ats-connection/ats-connection.loader.js";
import { connectionInput } from "../ats-connection/connection-input.js";
import { audited } from "../opportunity-write/audited.js";
import { RequiresRole } from "../requires-role.js";
import { makeMissing, missingWebhooks, type Registering } from "./register-webhooks.js";

const RegisterAtsWebhooksInput = connectionInput("RegisterAtsWebhooksInput");

/** When another admin's registration may be over, milliseconds. */
const TURN_RETRY_MS = 5_000;

@ObjectType({ description: "What came of it." })
export class RegisterAtsWebhooksPayload {
  @Field(() => AtsConnection, {
    nullable: true,
    description: "As it is now, also where a user error says what is left to enter by hand; null: there is none such.",
  })
  connection!: AtsConnection | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where every event has its webhook." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class RegisterAtsWebhooks {
  @RequiresRole("admin")
  @Mutation(() => RegisterAtsWebhooksPayload, {
    nullable: true,
    description:
      "Creates through Lever's API the webhooks that are missing, where the key may; where not, the user error says so and `webhooks` tells what to enter by hand. Again: creates nothing twice. Needs the role admin.",
  })
  async registerAtsWebhooks(
    @Arg("input", () => RegisterAtsWebhooksInput, { description: "Which connection." }) input: { connectionId: string },
    @Ctx() context: GraphContext,
  ): Promise<RegisterAtsWebhooksPayload> {
    const { connectionId } = input;
    if (!isIdPart(connectionId)) throw badUserInput("input.connectionId", "not an id of a connection");
    const record = await context.connections.record(connectionId);
    if (!record) {
      return { connection: null, userErrors: [userError("NOT_FOUND", { path: ["input", "connectionId"] })] };
    }
    return { connection: toConnection(record), userErrors: await register(context, record) };
  }
}

async function register(context: GraphContext, { id, accountId }: ConnectionRecord): Promise<readonly AtsUserError[]> {
  const { webhooks } = context.services;
  try {
    const fresh = await context.connections.openFresh(id);
    if (!fresh) return [userError("NOT_FOUND", { path: ["input", "connectionId"] })];
    const registering = { lever: fresh.lever, owner: { accountId, connectionId: id }, webhooks };
    return (await webhooks.inTurn(id, () => registerMissing(context, registering))) ?? [isRegisteredByAnother()];
  } catch (failure) {
    return [byHand(userErrorFrom(failure), webhooks.urlOf(id), WEBHOOK_EVENTS)];
  }
}

async function registerMissing(context: GraphContext, registering: Registering): Promise<readonly AtsUserError[]> {
  const { owner, webhooks } = registering;
  const missing = await missingWebhooks(registering);
  if (missing.length === 0) return [];
  const { connectionId } = owner;
  const write = { connectionId, action: "registerAtsWebhooks", opportunityId: null, performedAsId: null };
  const refused = await audited(context, write, () => makeMissing(registering, missing));
  const url = webhooks.urlOf(connectionId);
  return [...refused].map(([event, failure]) => byHand(userErrorFrom(failure), url, [event]));
}

/** What nobody but a person can do in Lever is said in full. */
function byHand(error: AtsUserError, url: string, events: readonly string[]): AtsUserError {
  if (error.code !== "ATS_PERMISSION_MISSING" && error.code !== "ATS_REJECTED") return error;
  const steps =
    "Or let a Super Admin enter webhooks by hand on Lever's page (Settings > Integrations and API > Webhooks): " +
    `the address ${url} for ${events.join(", ")}; then give the signing token shown there to updateAtsConnection.`;
  return { ...error, message: `${error.message} ${steps}` };
}

function isRegisteredByAnother(): AtsUserError {
  return userError("ATS_UNAVAILABLE", {
    message: "Somebody else registers the webhooks of this connection just now: try again.",
    retryable: true,
    retryAfterMs: TURN_RETRY_MS,
  });
}
