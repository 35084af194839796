import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { AtsUserError } from "../../user-errors/user-error.js";
import { RequiresRole } from "../requires-role.js";
import { changeConnection, connectionInput } from "./connection-input.js";
import { refused } from "./connection-payloads.js";

const RemoveAtsConnectionInput = connectionInput("RemoveAtsConnectionInput");

@ObjectType({ description: "What came of it." })
export class RemoveAtsConnectionPayload {
  @Field(() => ID, { nullable: true, description: "The connection that is no more." })
  removedId!: string | null;

  @Field(() => [AtsUserError], { description: "What the caller can mend; empty where it was done." })
  userErrors!: readonly AtsUserError[];
}

@Resolver()
export class RemoveAtsConnection {
  @RequiresRole("admin")
  @Mutation(() => RemoveAtsConnectionPayload, {
    nullable: true,
    description:
      "Removes a connection: its API key, mapping, index, caches and records. What is in Lever stays. Needs the role admin.",
  })
  async removeAtsConnection(
    @Arg("input", () => RemoveAtsConnectionInput) input: { connectionId: string },
    @Ctx() context: GraphContext,
  ): Promise<RemoveAtsConnectionPayload> {
    const { userErrors } = await changeConnection(context, input.connectionId, async (record) => {
      if (!(await context.services.registry.remove(record))) return null;
      context.connections.replace(null, record.id);
      return refused();
    });
    return { removedId: userErrors.length === 0 ? input.connectionId : null, userErrors };
  }
}
