import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { permissionReport } from "../../doctor/permission-report.js";
import { AtsConnection } from "../ats-connection/ats-connection.js";
import { AtsPermissionReport } from "./permission-report.js";

@Resolver(() => AtsConnection)
export class ConnectionPermissionsResolver {
  @FieldResolver(() => AtsPermissionReport, {
    description:
      "What the API key may do, by what is known without asking Lever. Access to confidential rows is apart: see confidentialAccess.",
  })
  async permissionReport(
    @Root() { id, record }: AtsConnection,
    @Ctx() { services: { store } }: GraphContext,
  ): Promise<AtsPermissionReport> {
    const [known, check] = await Promise.all([store.permissions.byConnection(id), store.permissionChecks.read(id)]);
    return permissionReport(known, check?.epoch === record.epoch ? check : null);
  }
}
