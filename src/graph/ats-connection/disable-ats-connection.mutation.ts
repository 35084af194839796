import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { RequiresRole } from "../requires-role.js";
import { changeConnection, connectionInput } from "./connection-input.js";
import { type ConnectionPayload, connectionPayload } from "./connection-payloads.js";

const DisableAtsConnectionInput = connectionInput("DisableAtsConnectionInput");
const DisableAtsConnectionPayload = connectionPayload("DisableAtsConnectionPayload");

@Resolver()
export class DisableAtsConnection {
  @RequiresRole("admin")
  @Mutation(() => DisableAtsConnectionPayload, {
    nullable: true,
    description: "Switches a connection off: from now on nothing is sent to Lever for it. Needs the role admin.",
  })
  disableAtsConnection(
    @Arg("input", () => DisableAtsConnectionInput) input: { connectionId: string },
    @Ctx() context: GraphContext,
  ): Promise<ConnectionPayload> {
    return changeConnection(context, input.connectionId, (record) => context.services.registry.disable(record));
  }
}
