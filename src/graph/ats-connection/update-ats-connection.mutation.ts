import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import type { GraphContext } from "../../context/graph-context.js";
import type { ConnectionPatch, ConnectionRecord } from "../../store/store.js";
import { badUserInput } from "../../user-errors/thrown.js";
import type { AtsUserError } from "../../user-errors/user-error.js";
import { RequiresRole } from "../requires-role.js";
import { changeConnection } from "./connection-input.js";
import { type ConnectionPayload, connectionPayload, refused } from "./connection-payloads.js";
import { requirePerformer } from "./inspect-key.loader.js";
import { accountLists } from "./key-check.loader.js";

const UpdateAtsConnectionPayload = connectionPayload("UpdateAtsConnectionPayload");

/** Much longer than any that Lever shows. */
const MAX_TOKEN_LENGTH = 500;

@InputType({ description: "A field left out keeps its value; null clears it." })
export class UpdateAtsConnectionInput {
  @Field(() => ID, { description: "The connection." })
  connectionId!: string;

  @Field(() => String, { nullable: true, description: "How it is to be called; it can't be cleared." })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The Lever user on whose behalf writes are made when the acting user has no Lever user.",
  })
  defaultPerformAsEmail?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The signing token of Lever's webhooks page; it is sealed and never returned. Webhooks that `registerAtsWebhooks` made have tokens of their own.",
  })
  webhookSigningToken?: string | null;
}

@Resolver()
export class UpdateAtsConnection {
  @RequiresRole("admin")
  @Mutation(() => UpdateAtsConnectionPayload, {
    nullable: true,
    description: "Changes a connection's name, default user or webhooks' signing token. Needs the role admin.",
  })
  updateAtsConnection(
    @Arg("input", () => UpdateAtsConnectionInput) input: UpdateAtsConnectionInput,
    @Ctx() context: GraphContext,
  ): Promise<ConnectionPayload> {
    return changeConnection(context, input.connectionId, async (record) => {
      const patch = namePatch(input);
      const signingToken = signingTokenOf(input);
      const performAs = await performAsPatch(context, record, input);
      if ("code" in performAs) return refused(performAs);
      const updated = await context.services.registry.update(record, { ...patch, ...performAs });
      if (updated && signingToken !== undefined) {
        const owner = { accountId: record.accountId, connectionId: record.id };
        await context.services.webhooks.setTokenByHand(owner, signingToken);
      }
      return updated;
    });
  }
}

function namePatch({ name }: UpdateAtsConnectionInput): ConnectionPatch {
  if (name === undefined) return {};
  const trimmed = name?.trim() ?? "";
  if (trimmed === "" || trimmed.length > 200) throw badUserInput("input.name", "give a name of 1 to 200 characters");
  return { name: trimmed };
}

/** Undefined: stays as it is; null: is forgotten. */
function signingTokenOf({ webhookSigningToken: given }: UpdateAtsConnectionInput): string | null | undefined {
  if (given == null) return given;
  const token = given.trim();
  if (token !== "" && token.length <= MAX_TOKEN_LENGTH) return token;
  throw badUserInput(
    "input.webhookSigningToken",
    `give the token of Lever's page, of 1 to ${MAX_TOKEN_LENGTH} characters`,
  );
}

async function performAsPatch(
  context: GraphContext,
  record: ConnectionRecord,
  { defaultPerformAsEmail: email }: UpdateAtsConnectionInput,
): Promise<ConnectionPatch | AtsUserError> {
  if (email === undefined) return {};
  if (email === null) return { defaultPerformAsId: null };
  const scope = await context.connections.open(record.id);
  if (!scope) return {};
  const performer = requirePerformer((await accountLists(scope.lever)).users, email);
  return "code" in performer ? performer : { defaultPerformAsId: performer.externalId };
}
