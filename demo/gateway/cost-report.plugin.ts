import type { ApolloServerPlugin } from "@apollo/server";
import type { GatewayContext } from "./gateway-context.js";

/** Gives the sum of what the subgraphs told as `extensions.lever` of the gateway's own answer. */
export function costReport(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response: { body }, contextValue: { cost, wantsCostReport } }) => {
        if (!wantsCostReport || body.kind !== "single" || !cost.sum) return;
        body.singleResult.extensions = { ...body.singleResult.extensions, lever: cost.sum };
      },
    }),
  };
}
