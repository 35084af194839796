import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { changeConnection, connectionInput } from "./connection-input.js";
import { type ConnectionPayload, connectionPayload } from "./connection-payloads.js";

const EnableAtsConnectionInput = connectionInput("EnableAtsConnectionInput");
const EnableAtsConnectionPayload = connectionPayload("EnableAtsConnectionPayload");

@Resolver()
export class EnableAtsConnection {
  @RequiresRole("admin")
  @Mutation(() => EnableAtsConnectionPayload, {
    nullable: true,
    description: "Switches a connection on again. Needs the role admin.",
  })
  enableAtsConnection(
    @Arg("input", () => EnableAtsConnectionInput) input: { connectionId: string },
    @Ctx() context: GraphContext,
  ): Promise<ConnectionPayload> {
    return changeConnection(context, input.connectionId, (record) => context.services.registry.enable(record));
  }
}
