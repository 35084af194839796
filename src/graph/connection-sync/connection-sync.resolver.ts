import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { AtsSyncStatus, toSyncStatus } from "./sync-status.js";

@Resolver(() => AtsConnection)
export class ConnectionSyncResolver {
  @FieldResolver(() => AtsSyncStatus, { description: "How far its sync is." })
  async sync(@Root() { id }: AtsConnection, @Ctx() { services }: GraphContext): Promise<AtsSyncStatus> {
    return toSyncStatus(await services.sync.status(id));
  }
}
