import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { WEBHOOK_EVENTS } from "../../webhooks/webhook-events.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { AtsWebhooks } from "./ats-webhooks.js";

@Resolver(() => AtsConnection)
export class ConnectionWebhooksResolver {
  @FieldResolver(() => AtsWebhooks, { description: "How Lever tells of changes." })
  async webhooks(@Root() { id }: AtsConnection, @Ctx() { services }: GraphContext): Promise<AtsWebhooks> {
    const { webhooks } = services;
    const { hasTokenByHand, registeredIds, lastReceivedAt } = await webhooks.state(id);
    return {
      url: webhooks.urlOf(id),
      events: WEBHOOK_EVENTS,
      signingTokenSet: hasTokenByHand || registeredIds.length > 0,
      lastReceivedAt,
    };
  }
}
