import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { connectionDisabled } from "../../user-errors/thrown.js";
import { changeConnection, connectionInput } from "../ats-connection/connection-input.js";
import { type ConnectionPayload, connectionPayload } from "../ats-connection/connection-payloads.js";
import { RequiresRole } from "../requires-role.js";

const StartAtsSyncInput = connectionInput("StartAtsSyncInput");
const StartAtsSyncPayload = connectionPayload("StartAtsSyncPayload");

@Resolver()
export class StartAtsSync {
  @RequiresRole("admin")
  @Mutation(() => StartAtsSyncPayload, {
    nullable: true,
    description:
      "Begins to read all opportunities, behind all other requests; from then on changes are looked for by themselves. Answers at once: `sync` tells how far it is. Changes nothing while one runs. Needs the role admin.",
  })
  startAtsSync(
    @Arg("input", () => StartAtsSyncInput, { description: "Which connection." }) input: { connectionId: string },
    @Ctx() context: GraphContext,
  ): Promise<ConnectionPayload> {
    return changeConnection(context, input.connectionId, async (record) => {
      if (!record.enabled) throw connectionDisabled(record.id);
      await context.services.sync.ask({ connectionId: record.id, accountId: record.accountId });
      return record;
    });
  }
}
