import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import { userErrorFrom } from "../../user-errors/from-failure.js";
import { badUserInput } from "../../user-errors/thrown.js";
import { type AtsUserError, userError } from "../../user-errors/user-error.js";
import { RequiresRole } from "../requires-role.js";
import { toConnection } from "./ats-connection.loader.js";
import { type ConnectionPayload, connectionPayload, done, refused } from "./connection-payloads.js";
import { inspectKey } from "./inspect-key.loader.js";

const ConnectLeverPayload = connectionPayload("ConnectLeverPayload");

@InputType({ description: "A Lever account to connect." })
export class ConnectLeverInput {
  @Field(() => String, { description: "How the connection is to be called." })
  name!: string;

  @Field(() => String, { description: "From Lever's API credentials page; it is sealed and never returned." })
  apiKey!: string;

  @Field(() => String, {
    nullable: true,
    description: "The Lever user on whose behalf writes are made when the acting user has no Lever user.",
  })
  defaultPerformAsEmail?: string | null;
}

@Resolver()
export class ConnectLever {
  @RequiresRole("admin")
  @Mutation(() => ConnectLeverPayload, {
    nullable: true,
    description:
      "Checks the API key against Lever and, where Lever takes it, connects the account. Needs the role admin.",
  })
  async connectLever(
    @Arg("input", () => ConnectLeverInput) input: ConnectLeverInput,
    @Ctx() context: GraphContext,
  ): Promise<ConnectionPayload> {
    const name = input.name.trim();
    if (name === "" || name.length > 200) throw badUserInput("input.name", "give a name of 1 to 200 characters");
    const { registry } = context.services;
    try {
      const draft = registry.draft(context.caller.accountId, input.apiKey.trim());
      const known = await registry.byAccount(context.caller.accountId);
      if (known.some(({ fingerprint }) => fingerprint === draft.fingerprint)) return refused(alreadyConnected());
      const inspected = await inspectKey(context, draft, input.defaultPerformAsEmail ?? null);
      if ("userErrors" in inspected) return refused(...inspected.userErrors);
      const record = await registry.create(draft, name, inspected.checked);
      const { store, permissionChecks } = context.services;
      await store.references.learn(record.id, inspected.references);
      await permissionChecks.start(record, inspected.answered);
      context.connections.replace(record, record.id);
      return done(toConnection(record));
    } catch (failure) {
      return refused(userErrorFrom(failure, ["input", "apiKey"]));
    }
  }
}

function alreadyConnected(): AtsUserError {
  return userError("API_KEY_ALREADY_CONNECTED", { path: ["input", "apiKey"] });
}
