import { type GraphQLDataSourceProcessOptions, RemoteGraphQLDataSource } from "@apollo/gateway";
import type { GatewayContext } from "./gateway-context.js";

/** How the gateway asks one subgraph. */
export class SubgraphDataSource extends RemoteGraphQLDataSource<GatewayContext> {
  constructor(
    url: string,
    private readonly ownHeaders: Readonly<Record<string, string>>,
  ) {
    super({ url });
  }

  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>): void {
    // Health checks and the like come without a context.
    const headers = { ...(context as Partial<GatewayContext>).forwarded, ...this.ownHeaders };
    for (const [name, value] of Object.entries(headers)) request.http?.headers.set(name, value);
  }

  override didReceiveResponse({
    response,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<GatewayContext>["didReceiveResponse"]>>[0]): typeof response {
    context.cost.add(response.extensions);
    return response;
  }
}
